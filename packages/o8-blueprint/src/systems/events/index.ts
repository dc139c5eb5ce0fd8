import type { System } from '../System';
import { brokerHole } from './brokerHole';
import { credentialAccess, credentialSecret } from './credentialObjects';
import { eventNames } from './eventNames';
import { findBusProblems } from './findBusProblems';
import { kafkaObjects } from './kafkaObjects';
import { natsObjects } from './natsObjects';
import { noteBus } from './noteBus';
import { eventRows } from './rows';

export const events: System = {
  rows: eventRows,
  cluster: [natsObjects, kafkaObjects, credentialAccess, credentialSecret],
  holes: [brokerHole],
  findProblems: findBusProblems,
  notes: noteBus,
  derivedNames: eventNames,
};

import { calleeIdentity } from '../../emitters/edges/calleeIdentity';
import type { System } from '../System';
import { authorizationPolicies, peerAuthentication } from './boundary';
import { destinationRules } from './destinationRules';
import {
  findFailoverProblems,
  findUnreachableCallees,
} from './findFailoverProblems';
import { noteMesh } from './notes';
import { addressEntries, sidecar } from './outbound';
import { otherRegionsEgress, otherRegionsIngress } from './regions';
import { rows } from './rows';

export const mesh: System = {
  rows,
  writes: ['recovery.failover'],
  module: [destinationRules],
  cluster: [peerAuthentication, authorizationPolicies, sidecar, addressEntries],
  edge: [calleeIdentity],
  holes: [otherRegionsEgress, otherRegionsIngress],
  findProblems: (context, surroundings) => [
    ...findFailoverProblems(context),
    ...findUnreachableCallees(context, surroundings),
  ],
  notes: noteMesh,
};

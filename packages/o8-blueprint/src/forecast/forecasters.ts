import { access } from './checks/access';
import { availability } from './checks/availability';
import { backup } from './checks/backup';
import { change } from './checks/change';
import { database } from './checks/database';
import { governance } from './checks/governance';
import { network } from './checks/network';
import { pods } from './checks/pods';
import { recovery } from './checks/recovery';
import { secrets } from './checks/secrets';
import { software } from './checks/software';
import { transport } from './checks/transport';
import { watching } from './checks/watching';
import type { Forecaster } from './findings';

/** What looks at the plan for each check that a plan can answer. */
export const forecasters: Record<string, Forecaster> = {
  ...network,
  ...transport,
  ...pods,
  ...access,
  ...secrets,
  ...change,
  ...software,
  ...watching,
  ...availability,
  ...backup,
  ...database,
  ...recovery,
  ...governance,
};

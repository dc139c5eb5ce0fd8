import { systems } from '../systems';
import { egressRoutes, serviceEntries } from './boundary/egressGateway';
import { roleBinding } from './boundary/roleBinding';
import { limitRange } from './limitRange';
import { namespace } from './namespace';
import { networkPolicies } from './networkPolicies';
import { resourceQuota } from './resourceQuota';
import type { Emitter, PlacementContext } from './types';
import { veleroSchedule } from './veleroSchedule';

/**
 * What lies in `modules/<name>/clusters/<cluster>` of the platform repository: the
 * boundary of a module. The platform's project allows exactly these kinds.
 */
export const clusterEmitters: Emitter<PlacementContext>[] = [
  namespace,
  resourceQuota,
  limitRange,
  roleBinding,
  networkPolicies,
  serviceEntries,
  egressRoutes,
  veleroSchedule,
  ...systems.flatMap(system => system.cluster ?? []),
];

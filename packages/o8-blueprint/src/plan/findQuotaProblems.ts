import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseQuantity } from '../rules/parseQuantity';
import type { PlannedPlacement } from '../types';

/** A rolling update starts a quarter more, rounded up, before it ends any: `maxSurge`. */
const SURGE = 0.25;

/** Where a module would not fit into the quota that its landing zone gives it. */
export function findQuotaProblems(
  { spec }: ModuleSpec,
  { spec: { quota } }: LandingZone,
  placements: PlannedPlacement[],
): Problem[] {
  const { resources } = spec.workload;
  const limits = [
    { what: 'cpu', each: parseQuantity(resources.cpu), most: quota.cpu },
    {
      what: 'memory',
      each: parseQuantity(resources.memory),
      most: quota.memory,
    },
    {
      what: 'memoryLimit',
      each: parseQuantity(resources.memoryLimit),
      most: quota.memoryLimit,
    },
  ];
  const replicas = Math.max(...placements.map(placement => placement.replicas));
  const surge = Math.ceil(replicas * SURGE);
  const pods = replicas + surge;
  const those = `${replicas} replicas and ${surge} more during an update`;
  const problems = limits
    .filter(({ each, most }) => each * pods > parseQuantity(most))
    .map(({ what, most }) => ({
      path: `spec.workload.resources.${what}`,
      message: `is more than the landing zone's quota with ${those}: together at most ${most}`,
      kind: 'refused' as const,
    }));
  return pods > quota.pods
    ? [
        ...problems,
        {
          path: 'spec.workload.replicas',
          message: `is more than the landing zone's quota with ${surge} more during an update: at most ${quota.pods} pods`,
          kind: 'refused',
        },
      ]
    : problems;
}

import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseQuantity } from '../rules/parseQuantity';
import type { PlannedPlacement } from '../types';

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
  const problems = limits
    .filter(({ each, most }) => each * replicas > parseQuantity(most))
    .map(({ what, most }) => ({
      path: `spec.workload.resources.${what}`,
      message: `is more than the landing zone's quota with ${replicas} replicas: together at most ${most}`,
      kind: 'refused' as const,
    }));
  return replicas > quota.pods
    ? [
        ...problems,
        {
          path: 'spec.workload.replicas',
          message: `is more than the landing zone's quota: at most ${quota.pods} pods`,
          kind: 'refused',
        },
      ]
    : problems;
}

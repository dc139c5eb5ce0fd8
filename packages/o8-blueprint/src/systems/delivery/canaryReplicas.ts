import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

type Spec = ModuleSpec['spec'];

/** With one pod, its share of requests would fail when its node goes. */
const LEAST = 2;

/**
 * How many pods a version with a fixed share has: as many of the module's replicas as
 * its share, and none without one.
 */
export function canaryReplicas(
  { replicas, autoscaling }: Spec['workload'],
  { weights }: NonNullable<Spec['delivery']>,
): number {
  const percent = weights?.canary ?? 0;
  const all = autoscaling?.maxReplicas ?? replicas;
  return percent === 0 ? 0 : Math.max(LEAST, Math.ceil((all * percent) / 100));
}

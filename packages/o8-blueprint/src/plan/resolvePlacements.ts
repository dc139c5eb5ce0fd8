import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { PlannedPlacement, Result } from '../types';

/** Where a module goes, or what its landing zone has against it. */
export function resolvePlacements(
  { spec }: ModuleSpec,
  zone: LandingZone,
): Result<PlannedPlacement[]> {
  const { replicas } = spec.workload;
  if (spec.placements.length === 0) {
    const clusters = zone.spec.clusters.filter(cluster => cluster.default);
    const value = clusters.map(cluster => ({
      cluster,
      environment: cluster.environment,
      replicas,
      workload: spec.workload,
      ...toHost(spec.exposure),
    }));
    return { ok: true, value };
  }
  const value: PlannedPlacement[] = [];
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) =>
    problems.push({ path, message, kind: 'refused' });
  spec.placements.forEach((placement, index) => {
    const at = `spec.placements[${index}]`;
    const cluster = zone.spec.clusters.find(
      ({ name }) => name === placement.cluster,
    );
    if (!cluster) {
      const known = zone.spec.clusters.map(({ name }) => name).join(', ');
      refuse(
        `${at}.cluster`,
        `"${placement.cluster}" is not a cluster of the landing zone "${zone.metadata.name}", which has ${known}`,
      );
      return;
    }
    if (cluster.environment !== placement.environment) {
      refuse(
        `${at}.environment`,
        `must be "${cluster.environment}", the environment of the cluster "${cluster.name}"`,
      );
    }
    value.push({
      cluster,
      environment: cluster.environment,
      replicas: placement.replicas ?? replicas,
      workload: override(spec.workload, placement),
      ...(placement.promotionOrder !== undefined && {
        promotionOrder: placement.promotionOrder,
      }),
      ...toHost(spec.exposure, placement.host),
    });
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

function toHost(
  exposure: ModuleSpec['spec']['exposure'],
  own?: string,
): { host?: string } {
  const host = own ?? exposure?.host;
  return exposure?.kind === 'public' && host !== undefined ? { host } : {};
}

function override(
  workload: ModuleSpec['spec']['workload'],
  {
    replicas = workload.replicas,
    resources = workload.resources,
    autoscaling = workload.autoscaling,
    env,
  }: ModuleSpec['spec']['placements'][number],
): ModuleSpec['spec']['workload'] {
  return {
    ...workload,
    replicas,
    resources,
    autoscaling,
    env: env ? { ...workload.env, ...env } : workload.env,
  };
}

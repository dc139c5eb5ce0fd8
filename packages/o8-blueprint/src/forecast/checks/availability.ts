import { parseQuantity } from '../../rules/parseQuantity';
import {
  fails,
  inModule,
  inNamespace,
  inZone,
  ofKind,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import { selects, type PlannedPods } from '../findPods';
import type { PlacementIndex, PlannedObject } from '../indexPlan';
import { onPods } from '../onPods';
import { readField, readList, readRecord, readText } from '../readField';
import { ofData } from './ofData';
import { judgeRegions } from './regions';

/** A rolling update starts a quarter more, rounded up, before it ends any. */
const SURGE = 0.25;

/** Checks of what keeps a module running. */
export const availability: Record<string, Forecaster> = {
  'HA-1': index =>
    index.plan.spec.spec.workload.kind === 'job'
      ? [without('not-applicable', 'A job runs now and then.')]
      : onPods(index, (pods, at) => judgeLosses(pods, at)),
  'HA-2': index =>
    onPods(index, (pods, at) =>
      judgeRoom(pods, at, inNamespace(index, at.boundary)),
    ),
  'HA-3': judgeRegions,
  'HA-4': ofData('data', 'How far replicas are behind is seen when it runs.'),
};

/** How many pods of an owner there are: by its autoscaler, where it has one. */
function countPods(
  { scaled }: PlannedPods,
  { workload }: PlacementIndex,
): { least: number; most: number; autoscaler?: PlannedObject } {
  const autoscaler = ofKind(
    workload,
    'autoscaling',
    'HorizontalPodAutoscaler',
  ).find(
    ({ object }) =>
      readText(object, 'spec.scaleTargetRef.kind') === scaled.object.kind &&
      readText(object, 'spec.scaleTargetRef.name') ===
        scaled.object.metadata.name,
  );
  if (autoscaler) {
    return {
      least: readNumber(autoscaler.object, 'spec.minReplicas') ?? 1,
      most: readNumber(autoscaler.object, 'spec.maxReplicas') ?? 1,
      autoscaler,
    };
  }
  // Without a number Kubernetes starts one.
  const replicas = readNumber(scaled.object, 'spec.replicas') ?? 1;
  return { least: replicas, most: replicas };
}

function readNumber(value: unknown, path: string): number | undefined {
  const number = readField(value, path);
  return typeof number === 'number' ? number : undefined;
}

function judgeLosses(pods: PlannedPods[], at: PlacementIndex): Finding {
  const proofs: PlannedObject[] = [];
  // A second version without a share of the requests has no pods to lose.
  const running = pods.filter(each => countPods(each, at).most > 0);
  for (const each of running.length > 0 ? running : pods) {
    const { least, autoscaler } = countPods(each, at);
    if (least < 2) {
      return fails('There may be a single replica.', {
        objects: [each.scaled],
        changes: inModule(
          autoscaler
            ? 'spec.workload.autoscaling.minReplicas'
            : 'spec.workload.replicas',
        ),
      });
    }
    const budget = ofKind(at.workload, 'policy', 'PodDisruptionBudget').find(
      ({ object }) => selects(readField(object, 'spec.selector'), each.labels),
    );
    if (!budget) {
      return fails('No PodDisruptionBudget keeps replicas while nodes drain.', {
        objects: [each.owner],
      });
    }
    if (!letsDrain(budget, least)) {
      return fails('Its PodDisruptionBudget lets no node drain.', {
        objects: [budget],
      });
    }
    if (!isSpread(each)) {
      return fails('Replicas are not spread over zones.', {
        objects: [each.owner],
      });
    }
    proofs.push(
      ...new Set([each.owner, each.scaled, budget]),
      ...(autoscaler ? [autoscaler] : []),
    );
  }
  return satisfied(
    'A second replica goes on, in another zone if there is one.',
    proofs,
  );
}

/** Whether at least one of the fewest pods may go; percentages are in nothing we plan. */
function letsDrain({ object }: PlannedObject, least: number): boolean {
  const unavailable = readNumber(object, 'spec.maxUnavailable');
  const available = readNumber(object, 'spec.minAvailable');
  return unavailable === undefined
    ? available !== undefined && available < least
    : unavailable > 0;
}

function isSpread({ spec }: PlannedPods): boolean {
  return readList(spec, 'topologySpreadConstraints').some(
    each => readText(each, 'topologyKey') === 'topology.kubernetes.io/zone',
  );
}

const RESOURCES = [
  { limit: 'requests.cpu', of: 'resources.requests.cpu', field: 'cpu' },
  {
    limit: 'requests.memory',
    of: 'resources.requests.memory',
    field: 'memory',
  },
  {
    limit: 'limits.memory',
    of: 'resources.limits.memory',
    field: 'memoryLimit',
  },
];

function judgeRoom(
  pods: PlannedPods[],
  at: PlacementIndex,
  boundary: PlannedObject[],
): Finding {
  const [quota] = ofKind(boundary, '', 'ResourceQuota');
  if (!quota) {
    return fails('No ResourceQuota says how much room there is.');
  }
  const hard = readRecord(quota.object, 'spec.hard');
  const counts = pods.map(each => {
    const { most, autoscaler } = countPods(each, at);
    // Without a strategy a Deployment rolls.
    const isRolling =
      each.owner.object.kind === 'Deployment' &&
      readText(each.owner.object, 'spec.strategy.type') !== 'Recreate';
    const rolling = isRolling ? Math.ceil(most * SURGE) : 0;
    // A canary that has all requests has as many pods as the version before.
    const surge = each.scaled === each.owner ? rolling : most;
    return { ...each, pods: most + surge, autoscaler };
  });
  const owners = counts.flatMap(({ scaled, autoscaler }) => [
    scaled,
    ...(autoscaler ? [autoscaler] : []),
  ]);
  const total = counts.reduce((sum, each) => sum + each.pods, 0);
  const full = RESOURCES.filter(({ limit, of }) => {
    const need = counts.reduce(
      (sum, { containers, pods: count }) =>
        sum +
        count *
          containers.reduce<number>(
            (one, container) => one + toAmount(readField(container, of)),
            0,
          ),
      0,
    );
    // A need that is not written down is not known to fit.
    return !(need <= toAmount(hard[limit]));
  }).map(({ field }) => `quota.${field}`);
  if (!(total <= Number(hard.pods))) {
    full.push('quota.pods');
  }
  return full.length > 0
    ? fails(`${total} pods at most do not fit into the quota.`, {
        objects: [...owners, quota],
        changes: inZone(...full.map(field => `spec.${field}`)),
      })
    : satisfied(`${total} pods at most fit into the quota.`, [
        ...owners,
        quota,
      ]);
}

function toAmount(value: unknown): number {
  return typeof value === 'string' ? parseQuantity(value) : NaN;
}

import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseQuantity } from '../rules/parseQuantity';
import { canaryReplicas } from '../systems/delivery/canaryReplicas';
import { databaseUse, type DatabaseUse } from '../systems/data/databaseUse';
import type { PlannedPlacement } from '../types';

/** A rolling update starts a quarter more, rounded up, before it ends any: `maxSurge`. */
const SURGE = 0.25;

/** What Istio gives each sidecar where nobody says otherwise. */
const SIDECAR = { cpu: '100m', memory: '128Mi', memoryLimit: '1Gi' };

const RESOURCES = ['cpu', 'memory', 'memoryLimit'] as const;

/** The most pods that a placement has at once, and why. */
interface Pods {
  count: number;
  /** Those among them that are there only during an update. */
  surge: number;
}

/**
 * Where a module would not fit into the quota that its landing zone gives it, at its
 * most: with all replicas that autoscaling may start, during an update. What a chart
 * asks for is not known here.
 */
export function findQuotaProblems(
  spec: ModuleSpec,
  zone: LandingZone,
  placements: PlannedPlacement[],
): Problem[] {
  if (spec.spec.workload.chart) {
    return [];
  }
  const database = databaseUse(spec);
  const problems = new Map<string, Problem & { count: number }>();
  placements.forEach((placement, index) => {
    const pods = countPods(placement.workload, spec.spec.delivery);
    for (const problem of findAt(
      { placement, pods, database, fields: fieldsOf(spec, index) },
      zone,
    )) {
      const known = problems.get(problem.path);
      // Several placements share what the workload says: the largest tells the most.
      if (!known || known.count < problem.count) {
        problems.set(problem.path, problem);
      }
    }
  });
  return [...problems.values()].map(({ path, message, kind }) => ({
    path,
    message,
    kind,
  }));
}

/** A placement with its pods, and what says how many they are. */
interface Place {
  placement: PlannedPlacement;
  pods: Pods;
  database: DatabaseUse;
  fields: { resources: string; replicas: string };
}

function findAt(
  { placement: { workload }, pods: { count, surge }, database, fields }: Place,
  { spec: { quota, mesh } }: LandingZone,
): (Problem & { count: number })[] {
  const hasSidecar = mesh.mode === 'sidecar';
  const during = surge > 0 ? ` and ${surge} more during an update` : '';
  const each = hasSidecar ? ', each with a sidecar' : '';
  const beside =
    database.pods > 0 ? ` and ${database.pods} pods of its database` : '';
  const base = count - surge;
  const those = `${base} ${
    base === 1 ? 'replica' : 'replicas'
  }${during}${each}${beside}`;
  const refuse = (path: string, message: string) => ({
    path,
    message,
    kind: 'refused' as const,
    count,
  });
  const tooMuch = RESOURCES.filter(what => {
    const sidecar = hasSidecar ? parseQuantity(SIDECAR[what]) : 0;
    const asked = parseQuantity(workload.resources[what]) + sidecar;
    return asked * count + database[what] > parseQuantity(quota[what]);
  }).map(what =>
    refuse(
      `${fields.resources}.${what}`,
      `is more than the landing zone's quota with ${those}: together at most ${quota[what]}`,
    ),
  );
  const more = surge > 0 ? ` with ${surge} more during an update` : '';
  return count + database.pods > quota.pods
    ? [
        ...tooMuch,
        refuse(
          fields.replicas,
          `is more than the landing zone's quota${more}${beside}: at most ${quota.pods} pods`,
        ),
      ]
    : tooMuch;
}

function countPods(
  workload: PlannedPlacement['workload'],
  delivery: ModuleSpec['spec']['delivery'],
): Pods {
  if (workload.kind === 'job') {
    return { count: 1, surge: 0 };
  }
  const most = workload.autoscaling?.maxReplicas ?? workload.replicas;
  if (delivery?.strategy === 'canary') {
    // With all requests the new version has as many pods, before the other one ends.
    return { count: 2 * most, surge: most };
  }
  if (delivery?.strategy === 'weights') {
    const canary = canaryReplicas(workload, delivery);
    const surge = Math.ceil(most * SURGE) + Math.ceil(canary * SURGE);
    return { count: most + canary + surge, surge };
  }
  // The next pod could not have the volume while the last one does: it ends first.
  const isRecreated = (workload.volumes ?? []).some(
    ({ accessMode }) => accessMode === 'ReadWriteOnce',
  );
  const surge = isRecreated ? 0 : Math.ceil(most * SURGE);
  return { count: most + surge, surge };
}

/** What says how much a placement uses: itself, or the workload. */
function fieldsOf(
  { spec: { placements, workload } }: ModuleSpec,
  index: number,
): { resources: string; replicas: string } {
  // Without placements the landing zone has chosen them: none has anything to say.
  const own = placements.at(index);
  const at = `spec.placements[${index}]`;
  const autoscaling = own?.autoscaling ?? workload.autoscaling;
  const says = autoscaling ? own?.autoscaling : own?.replicas;
  const field = autoscaling ? 'autoscaling.maxReplicas' : 'replicas';
  return {
    resources: `${own?.resources ? at : 'spec.workload'}.resources`,
    replicas: `${says === undefined ? 'spec.workload' : at}.${field}`,
  };
}

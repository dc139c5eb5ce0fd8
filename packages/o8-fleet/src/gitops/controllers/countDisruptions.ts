import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { listIn } from '../sync';
import { hasEnded, isReady } from './createPod';
import { matchesSelector } from './matchesSelector';
import { controllerUidOf } from './ownedIn';
import { toCondition } from './toCondition';

/** Reports how many pods of a PodDisruptionBudget may leave their nodes now. */
export function countDisruptions(
  store: ObjectStore,
  budget: KubeObject,
  now: Date,
): void {
  const { namespace = '', generation } = budget.metadata;
  const spec = isRecord(budget.spec) ? budget.spec : {};
  const pods = listIn(store, KINDS.pod, namespace).filter(
    pod =>
      !hasEnded(pod) && matchesSelector(spec.selector, pod.metadata.labels),
  );
  const healthy = pods.filter(isReady).length;
  const expected = countExpected(store, namespace, pods);
  const desired = desiredOf(spec, expected);
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
  const condition =
    allowed > 0
      ? ({ status: 'True', reason: 'SufficientPods', message: '' } as const)
      : ({ status: 'False', reason: 'InsufficientPods', message: '' } as const);
  const type = 'DisruptionAllowed';
  store.put({
    ...budget,
    status: {
      observedGeneration: generation ?? 1,
      currentHealthy: healthy,
      desiredHealthy: desired,
      disruptionsAllowed: allowed,
      expectedPods: expected,
      conditions: [toCondition(budget.status, now, { type, ...condition })],
    },
  });
}

/** As many as the owners of the pods want; pods of nobody count themselves. */
function countExpected(
  store: ObjectStore,
  namespace: string,
  pods: readonly KubeObject[],
): number {
  const uids = new Set(pods.map(controllerUidOf));
  const owned = listIn(store, KINDS.replicaSet, namespace)
    .filter(({ metadata }) => uids.has(metadata.uid))
    .reduce((sum, { spec }) => {
      const replicas = isRecord(spec) ? Number(spec.replicas ?? 1) : 1;
      return sum + replicas;
    }, 0);
  return Math.max(owned, pods.length);
}

function desiredOf(
  { minAvailable, maxUnavailable }: JsonRecord,
  expected: number,
): number {
  const amount = (value: unknown) =>
    typeof value === 'string'
      ? Math.ceil((expected * Number.parseInt(value, 10)) / 100)
      : Number(value);
  if (minAvailable !== undefined && minAvailable !== null) {
    return amount(minAvailable);
  }
  if (maxUnavailable !== undefined && maxUnavailable !== null) {
    return Math.max(0, expected - amount(maxUnavailable));
  }
  return expected;
}

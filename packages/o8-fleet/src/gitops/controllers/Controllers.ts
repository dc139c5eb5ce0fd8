import type { GroupKind, KubeObject, ObjectStore } from '../../types';
import { isKind, KINDS } from '../kinds';
import { listIn, Settled } from '../sync';
import { idOf } from '../tracking';
import { bindClaim, releaseVolumes } from './bindClaim';
import { countDisruptions } from './countDisruptions';
import { isRolledOut } from './deploymentStatus';
import { controllerUidOf } from './ownedIn';
import { runAutoscaler } from './runAutoscaler';
import { runCronJob } from './runCronJob';
import { runDeployment } from './runDeployment';
import { runJob } from './runJob';
import { runOperator } from './operators';
import { runRollout } from './runRollout';
import { runScheduledBackup } from './runScheduledBackup';

/** What a controller does for one object at each tick. */
type Step = (store: ObjectStore, object: KubeObject, now: Date) => void;

/**
 * Stand-ins for the controllers of one destination cluster. They care for what GitOps
 * made, and for the namespaces in which it made a workload; for nothing else.
 */
export class Controllers {
  readonly #store: ObjectStore;
  readonly #namespaces = new Set<string>();
  /** Of Deployments, by UID. */
  readonly #settled = new Map<string, Settled>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  advance(managed: readonly KubeObject[], now: Date): void {
    for (const [kind, step] of this.#steps) {
      for (const object of managed) {
        if (isKind(idOf(object), kind)) this.#step(object, step, now);
      }
    }
    for (const object of managed) {
      const live = this.#find(object);
      if (live) runOperator(this.#store, live, now);
    }
    releaseVolumes(this.#store);
    for (const namespace of this.#namespaces) this.#collect(namespace);
    const uids = new Set(managed.map(({ metadata }) => metadata.uid));
    for (const uid of this.#settled.keys()) {
      if (!uids.has(uid)) this.#settled.delete(uid);
    }
  }

  /** What others need comes first: pods wait for volumes, and budgets count pods. */
  readonly #steps: readonly (readonly [GroupKind, Step])[] = [
    [KINDS.volumeClaim, bindClaim],
    [KINDS.autoscaler, runAutoscaler],
    [KINDS.deployment, (_, object, now) => this.#run(object, now)],
    // After the Deployments that they refer to.
    [KINDS.rollout, runRollout],
    [KINDS.scheduledBackup, runScheduledBackup],
    [KINDS.cronJob, runCronJob],
    [KINDS.job, runJob],
    [KINDS.disruptionBudget, countDisruptions],
  ];

  /** A step before may have changed it, or deleted it. */
  #step(object: KubeObject, step: Step, now: Date): void {
    const live = this.#find(object);
    if (!live) return;
    this.#namespaces.add(live.metadata.namespace ?? '');
    step(this.#store, live, now);
  }

  #find(object: KubeObject): KubeObject | undefined {
    const { namespace, name, uid } = object.metadata;
    const live = this.#store.get(idOf(object), namespace, name);
    return live?.metadata.uid === uid ? live : undefined;
  }

  /** One that is complete has no timer: until something changes, nothing is to be done. */
  #run(deployment: KubeObject, now: Date): void {
    const { uid, namespace = '', name } = deployment.metadata;
    const before = this.#around(deployment);
    if (this.#settled.get(uid)?.isStill(before, now.getTime())) return;
    this.#settled.delete(uid);
    runDeployment(this.#store, deployment, now);
    const after = this.#store.get(KINDS.deployment, namespace, name);
    if (after !== deployment || !isRolledOut(after)) return;
    const settled = new Settled(before, now.getTime());
    if (settled.isStill(this.#around(after), now.getTime())) {
      this.#settled.set(uid, settled);
    }
  }

  #around(deployment: KubeObject): unknown[] {
    const { namespace = '' } = deployment.metadata;
    return [
      deployment,
      ...listIn(this.#store, KINDS.replicaSet, namespace),
      ...listIn(this.#store, KINDS.pod, namespace),
    ];
  }

  /** Deletes what has lost its owner: owners first, so that their pods follow. */
  #collect(namespace: string): void {
    this.#collectKind(namespace, KINDS.replicaSet, KINDS.deployment);
    this.#collectKind(namespace, KINDS.replicaSet, KINDS.rollout);
    this.#collectKind(namespace, KINDS.postgresBackup, KINDS.scheduledBackup);
    this.#collectKind(namespace, KINDS.pod, KINDS.replicaSet);
    this.#collectKind(namespace, KINDS.job, KINDS.cronJob);
    this.#collectKind(namespace, KINDS.pod, KINDS.job);
  }

  #collectKind(
    namespace: string,
    kind: { group: string; kind: string },
    ownerKind: { group: string; kind: string },
  ): void {
    const store = this.#store;
    const owners = new Set(
      listIn(store, ownerKind, namespace).map(({ metadata }) => metadata.uid),
    );
    for (const object of listIn(store, kind, namespace)) {
      const owner = controllerUidOf(object);
      const [reference] = (object.metadata.ownerReferences ?? []) as {
        kind: string;
      }[];
      const isOrphan =
        reference?.kind === ownerKind.kind &&
        owner !== undefined &&
        !owners.has(owner);
      if (isOrphan) store.delete(kind, namespace, object.metadata.name);
    }
  }
}

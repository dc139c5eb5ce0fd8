import type { Application } from '../content/objects/Application';
import {
  applicationName,
  ARGOCD_NAMESPACE,
} from '../content/objects/Application';
import { VELERO_NAMESPACE, type Schedule } from '../content/objects/Backup';
import type { EventNews } from '../content/objects/eventObjects';
import type { Pod } from '../content/objects/podObjects';
import {
  createReport,
  reportKinds,
  type Report,
} from '../content/objects/reportObjects';
import type { Running, Workload } from '../content/objects/workloadObjects';
import type { Placement } from '../content/Placement';
import { trackedBy } from '../gitops/tracking';
import type { GroupKind, KubeObject, ObjectStore } from '../types';
import { groupKindOf, KINDS } from './kinds';
import type { Changes } from './transitions/Changes';
import { asEvent, renewed } from './transitions/events';

/** A module on a cluster as the stores have it now. */
export class Place {
  readonly module: string;
  readonly cluster: string;
  readonly store: ObjectStore;
  readonly #argoCd: ObjectStore;
  readonly #createPlacement: () => Placement;

  constructor(options: {
    module: string;
    store: ObjectStore;
    /** Where its Application lies. */
    argoCd: ObjectStore;
    /** The placement at the present time. */
    createPlacement: () => Placement;
  }) {
    this.module = options.module;
    this.store = options.store;
    this.cluster = options.store.cluster;
    this.#argoCd = options.argoCd;
    this.#createPlacement = options.createPlacement;
  }

  placement(): Placement {
    return this.#createPlacement();
  }

  /**
   * Whether GitOps makes what is in the namespace. It puts right what differs from git and
   * tells of it in the Application by itself: only what really happens can be seen there.
   */
  isFromGit(): boolean {
    const namespace = this.namespace();
    return namespace !== undefined && trackedBy(namespace) !== undefined;
  }

  namespace(): KubeObject | undefined {
    return this.store.get(KINDS.namespace, undefined, this.module);
  }

  /** What somebody may write who plays Argo CD; none of a module that comes from git. */
  application(): Application | undefined {
    if (this.isFromGit()) return undefined;
    const name = applicationName(this.module, this.cluster);
    const found = this.#argoCd.get(KINDS.application, ARGOCD_NAMESPACE, name);
    return found as Application | undefined;
  }

  putApplication(application: Application): void {
    this.#argoCd.put(application);
  }

  workload(): Workload | undefined {
    const { module, store } = this;
    const found =
      store.get(KINDS.deployment, module, module) ??
      store.get(KINDS.rollout, module, module);
    return found as Workload | undefined;
  }

  /** All of the namespace, however they are called. */
  deployments(): KubeObject[] {
    return this.#listed(KINDS.deployment);
  }

  pods(): Pod[] {
    return this.#listed(KINDS.pod) as Pod[];
  }

  running(): Running | undefined {
    const workload = this.workload();
    if (!workload) return undefined;
    const isOf = (owner: string) => (object: KubeObject) =>
      object.metadata.namespace === this.module &&
      object.metadata.ownerReferences !== undefined &&
      (object.metadata.ownerReferences as { kind: string }[])[0]?.kind ===
        owner;
    return {
      workload,
      replicaSets: this.store
        .list(KINDS.replicaSet)
        .filter(isOf(workload.kind)),
      pods: this.store.list(KINDS.pod).filter(isOf('ReplicaSet')) as Pod[],
    };
  }

  networkPolicies(): KubeObject[] {
    return this.#listed(KINDS.networkPolicy);
  }

  schedule(): Schedule | undefined {
    const { module, store } = this;
    const found = store.get(KINDS.schedule, VELERO_NAMESPACE, module);
    return found as Schedule | undefined;
  }

  /** The reports about what runs in the namespace. */
  reports(): Report[] {
    const kinds = reportKinds(this.placement());
    if (!kinds) return [];
    const { group, namespaced: kind } = kinds;
    return this.store
      .list({ group, kind })
      .filter(({ metadata }) => metadata.namespace === this.module) as Report[];
  }

  /** The report about the workload itself. */
  workloadReport(): Report | undefined {
    const kinds = reportKinds(this.placement());
    const workload = this.workload();
    if (!kinds || !workload) return undefined;
    const { group, namespaced: kind } = kinds;
    const { uid } = workload.metadata;
    const found = this.store.get({ group, kind }, this.module, uid);
    return found as Report | undefined;
  }

  #listed(kind: GroupKind): KubeObject[] {
    return this.store
      .list(kind)
      .filter(({ metadata }) => metadata.namespace === this.module);
  }

  /** Writes changes of the workload cluster; reports live and die with their pods. */
  apply(changes: Changes): void {
    for (const object of changes.put) {
      this.store.put(object);
      if (object.kind === 'Pod') this.#judge(object);
    }
    for (const object of changes.delete) {
      const { namespace, name, uid } = object.metadata;
      this.store.delete(groupKindOf(object), namespace, name);
      const kinds = reportKinds(this.placement());
      if (kinds && object.kind === 'Pod') {
        const { group, namespaced: kind } = kinds;
        this.store.delete({ group, kind }, namespace, uid);
      }
    }
  }

  /** Tells what happened; the same reason again renews the event that is there. */
  tell(news: EventNews): void {
    const event = asEvent(this.placement(), news);
    const { namespace, name } = event.metadata;
    const previous = this.store.get(KINDS.event, namespace, name);
    this.store.put(renewed(event, previous));
  }

  #judge(pod: KubeObject): void {
    const placement = this.placement();
    const kinds = reportKinds(placement);
    // Those of modules from git are made by the scan, which looks at what they are.
    if (!kinds || placement.has('stoppedReport') || this.isFromGit()) return;
    const { group, namespaced: kind } = kinds;
    const { namespace, uid } = pod.metadata;
    if (this.store.get({ group, kind }, namespace, uid)) return;
    const outcomes = Object.fromEntries(
      (this.workloadReport()?.results ?? []).map(({ policy, result }) => [
        policy,
        result,
      ]),
    );
    const report = createReport(placement, pod, { outcomes, scanMs: 0 });
    if (report) this.store.put(report);
  }
}

import type { KubeObject, ObjectStore } from '../../types';
import { isEqualJson } from '../../apiserver/store/isEqualJson';
import type { ComparedTarget } from '../compare';
import { KINDS } from '../kinds';
import type { Manifest } from '../types';
import { idOf, isHealthIgnored } from '../tracking';
import { readApplicationSpec, type ApplicationSpec } from './ApplicationSpec';
import { Attempts } from './Attempts';
import {
  healthOfResources,
  imagesOf,
  nextStatus,
  statusOf,
  toOperationState,
  toResources,
  withDeployment,
  type Condition,
  type NextStatus,
} from './buildStatus';
import { deleteApplication } from './deleteApplication';
import { ensureNamespace } from './ensureNamespace';
import { findTargets, type Desired, type Surroundings } from './findTargets';
import { Inventory } from './Inventory';
import { lookAt, type Look } from './lookAt';
import { ManualSync } from './ManualSync';
import { Operation } from './Operation';
import {
  revisionFields,
  shortRevisions,
  sourceFields,
  type Origin,
} from './Origin';
import { problemStatus } from './problemStatus';
import { refuseEmpty } from './refuseEmpty';
import { refuseOperation } from './refuseOperation';
import { Settled } from './Settled';

type Known = Extract<Desired, { ok: true }>;
type Problem = Extract<Desired, { ok: false }>;

/** What Argo CD knows of one Application, and does for it: a step at each tick. */
export class ApplicationController {
  readonly #name: string;
  readonly #around: Surroundings;
  readonly #isRoot: boolean;
  readonly #inventories = new Map<string, Inventory>();
  readonly #attempts = new Attempts();
  #operation?: Operation;
  #targets?: readonly Manifest[];
  /** Nothing was left to do when it was looked at last. */
  #settled?: Settled;

  constructor(options: {
    name: string;
    isRoot: boolean;
    around: Surroundings;
  }) {
    this.#name = options.name;
    this.#isRoot = options.isRoot;
    this.#around = options.around;
  }

  /** All that it has made and that is still there, by cluster. */
  *managed(): Generator<readonly [string, KubeObject[]]> {
    for (const [cluster, inventory] of this.#inventories) {
      yield [cluster, inventory.live()] as const;
    }
  }

  /** What the source declares, as it was known last. */
  get targets(): readonly Manifest[] | undefined {
    return this.#targets;
  }

  reconcile(application: KubeObject): void {
    const spec = readApplicationSpec(application);
    if (application.metadata.deletionTimestamp) {
      // Also what it had made before this engine was there.
      if (!('problem' in spec)) this.#inventoryOf(spec);
      const inventories = this.#inventories;
      deleteApplication(application, { ...this.#around, inventories });
    } else if ('problem' in spec) {
      this.#tellProblem(application, { ok: false, message: spec.problem });
    } else {
      this.#sync(application, spec);
    }
  }

  #sync(application: KubeObject, spec: ApplicationSpec): void {
    const seen = this.#see(application, spec);
    const nowMs = this.#around.now().getTime();
    if (this.#settled?.isStill(seen, nowMs)) return;
    this.#settled = undefined;
    const options = { ...this.#around, isRoot: this.#isRoot };
    const desired = findTargets(application, spec, options);
    if (!desired) return;
    const manual = ManualSync.read(application);
    if (!desired.ok) {
      this.#tellProblem(application, desired, spec);
      if (manual) this.#refuse(application, desired.message);
      return;
    }
    const inventory = this.#expect(desired);
    this.#targets = desired.targets.map(({ manifest }) => manifest);
    const before = this.#look(desired, spec, inventory);
    if (manual) {
      if (this.#syncManually(application, spec, manual)) {
        const state = this.#look(desired, spec, inventory);
        this.#tell(application, spec, { desired, ...state });
      }
      return;
    }
    const { refusal, isChanged } = this.#operate(desired, spec, before);
    const state = isChanged ? this.#look(desired, spec, inventory) : before;
    this.#tell(application, spec, { desired, ...state, refusal });
    const isDone =
      !isChanged &&
      !refusal &&
      this.#operation?.phase !== 'Failed' &&
      !this.#hasDifference(spec, before);
    if (isDone) this.#settled = new Settled(seen, nowMs);
  }

  /**
   * Goes on with what somebody has asked for, which may be another revision.
   *
   * @returns whether there is something to tell
   */
  #syncManually(
    application: KubeObject,
    spec: ApplicationSpec,
    manual: ManualSync,
  ): boolean {
    const now = this.#around.now();
    const wanted = manual.specFrom(spec);
    const options = { ...this.#around, isRoot: this.#isRoot };
    const desired = findTargets(application, wanted, options);
    if (!desired) return false;
    if (!desired.ok) {
      this.#refuse(application, desired.message);
      return false;
    }
    const key = JSON.stringify(manual.operation);
    const isBegun =
      this.#operation?.phase === 'Running' &&
      this.#operation.options.key === key;
    if (!isBegun) this.#begin(desired, wanted, { key, now, manual });
    const operation = this.#operation;
    const inventory = this.#expect(desired);
    const look = this.#look(desired, wanted, inventory);
    const compared = look.compared.filter(({ id }) => manual.covers(id));
    const prunable = look.prunable.filter(each => manual.covers(idOf(each)));
    if (manual.isTerminating) operation?.fail('Operation terminated', now);
    else if (manual.isDryRun) operation?.dryRun({ compared, prunable, now });
    else operation?.advance({ compared, prunable, now });
    return true;
  }

  /** Ends what cannot even begin. */
  #refuse(application: KubeObject, message: string): void {
    this.#operation = undefined;
    refuseOperation(application, { ...this.#around, message });
  }

  /** All that an Application depends on; objects that change are others then. */
  #see(application: KubeObject, spec: ApplicationSpec): unknown[] {
    const { argoCd, sources } = this.#around;
    const { namespace } = application.metadata;
    const made = [...this.#inventories.values()].flatMap(each => each.live());
    const namespaces = [...this.#inventories.values()].flatMap(each =>
      each.namespaces(),
    );
    return [
      application,
      // Asked for each time: only so it is known to be wanted.
      sources.get(spec.sources, {
        isList: spec.isList,
        application: this.#name,
      }),
      argoCd.get(KINDS.project, namespace, spec.project),
      ...namespaces,
      ...made,
    ];
  }

  #hasDifference(
    { automated }: ApplicationSpec,
    { compared, prunable }: Look,
  ): boolean {
    const isPruned = automated?.prune === true && prunable.length > 0;
    return compared.some(({ state }) => state !== 'same') || isPruned;
  }

  #look(desired: Known, spec: ApplicationSpec, inventory: Inventory): Look {
    const { ignoreDifferences: rules } = spec;
    return lookAt({ ...desired, application: this.#name, rules, inventory });
  }

  /** Begins a sync if one is due, and goes on with it; why none may begin. */
  #operate(
    desired: Known,
    spec: ApplicationSpec,
    look: Look,
  ): { refusal?: Condition; isChanged: boolean } {
    const { automated, retry } = spec;
    const now = this.#around.now();
    const { origin, store } = desired;
    const key = JSON.stringify([origin, store.cluster]);
    const isRunning =
      this.#operation?.phase === 'Running' &&
      this.#operation.options.key === key;
    // One of an older revision ends when it finds nothing more to do, or is replaced.
    if (automated && !isRunning) {
      const hasDifference = this.#hasDifference(spec, look);
      const need = { key, hasDifference, selfHeal: automated.selfHeal, retry };
      // Once it is told that something stays.
      const isToTell =
        automated.prune && look.guarded.length > 0 && this.#attempts.isNew(key);
      const isDue = this.#attempts.isDue({ ...need, nowMs: now.getTime() });
      if (isDue || isToTell) {
        const refusal = refuseEmpty(desired, look.extraneous, automated);
        if (refusal) return { refusal, isChanged: false };
        this.#begin(desired, spec, { key, now });
      }
    }
    if (this.#operation?.phase !== 'Running') return { isChanged: false };
    this.#operation.advance({ ...look, now });
    const { phase, message } = this.#operation;
    if (phase !== 'Running') {
      this.#attempts.end(this.#operation, { retry, nowMs: now.getTime() });
      this.#around.log(
        `${this.#name}: sync to ${shortRevisions(
          origin.revisions,
        )} ${phase}: ${message}`,
      );
    }
    return { isChanged: true };
  }

  #begin(
    desired: Known,
    spec: ApplicationSpec,
    { key, now, manual }: { key: string; now: Date; manual?: ManualSync },
  ): void {
    const { store, origin } = desired;
    if (!manual?.isDryRun) ensureNamespace(store, spec, now);
    if (!manual) this.#attempts.begin(key);
    this.#operation = new Operation({
      key,
      store,
      origin,
      prune: manual?.prune ?? spec.automated?.prune ?? false,
      pruneLast: spec.syncOptions.has('PruneLast=true'),
      rules: spec.ignoreDifferences,
      startedAt: now,
      // As Argo CD: a sync of some objects alone runs none.
      hooks: manual?.isPartial ? [] : desired.hooks,
      manual,
    });
  }

  #tell(
    application: KubeObject,
    spec: ApplicationSpec,
    state: {
      desired: Known;
      compared: ComparedTarget[];
      extraneous: KubeObject[];
      refusal?: Condition;
    },
  ): void {
    const { desired, compared, extraneous, refusal } = state;
    const { origin, sourceTypes } = desired;
    const before = statusOf(application);
    const operation = this.#operation;
    const resources = toResources(compared, extraneous);
    const isSynced = resources.every(({ status }) => status === 'Synced');
    const { destination, revisionHistoryLimit, retry } = spec;
    const history = before.history ?? [];
    this.#write(application, {
      sync: {
        status: isSynced ? 'Synced' : 'OutOfSync',
        ...revisionFields(origin),
        comparedTo: { ...sourceFields(origin), destination },
      },
      resources,
      // Those that are wanted come first, in the same order.
      healthStatus: healthOfResources(
        resources,
        (_, index) => !isHealthIgnored(compared[index].manifest),
      ),
      summary: { images: imagesOf(compared) },
      ...(origin.isList ? { sourceTypes } : { sourceType: sourceTypes[0] }),
      conditions: this.#conditions(origin, refusal),
      history:
        operation?.phase === 'Succeeded'
          ? withDeployment(history, operation, revisionHistoryLimit)
          : history,
      ...(operation && { operationState: toOperationState(operation, retry) }),
    });
  }

  #conditions(
    { revisions }: Origin,
    refusal: Condition | undefined,
  ): Condition[] {
    if (refusal) return [refusal];
    const operation = this.#operation;
    if (operation?.phase !== 'Failed') return [];
    if (!isEqualJson(operation.options.origin.revisions, revisions)) return [];
    const message = `The last sync to ${shortRevisions(revisions)} failed: ${
      operation.message
    }`;
    return [{ type: 'SyncError', message }];
  }

  #tellProblem(
    application: KubeObject,
    problem: Problem,
    spec?: ApplicationSpec,
  ): void {
    const operation = this.#operation;
    const now = this.#around.now();
    operation?.fail(`the comparison failed: ${problem.message}`, now);
    const before = statusOf(application);
    this.#write(application, {
      ...problemStatus(before, problem, spec),
      ...(operation && {
        operationState: toOperationState(operation, spec?.retry),
      }),
    });
  }

  #write(application: KubeObject, next: NextStatus): void {
    const { argoCd, now, log } = this.#around;
    const status = nextStatus(statusOf(application), next, now());
    if (!status) return;
    const [told] = status.conditions ?? [];
    const known = statusOf(application).conditions ?? [];
    if (told && !isEqualJson([told], known)) {
      log(`${this.#name}: ${told.type}: ${told.message}`);
    }
    const { namespace, name } = application.metadata;
    // It may have been changed in this very step, by its parent or by itself.
    const current = argoCd.get(KINDS.application, namespace, name);
    if (!current) return;
    const { operation: asked, ...rest } = current;
    const { options, phase } = this.#operation ?? {};
    const isOver = options?.manual !== undefined && phase !== 'Running';
    const isPending = asked !== undefined && !isOver;
    argoCd.put({
      ...rest,
      ...(isPending && { operation: asked }),
      status,
    } as KubeObject);
  }

  /** Whatever it may make from now on is its own. */
  #expect({ store, targets, hooks }: Known): Inventory {
    const inventory = this.#inventory(store);
    for (const { id } of [...targets, ...hooks]) inventory.add(id);
    return inventory;
  }

  #inventoryOf({ destination }: ApplicationSpec): void {
    const { argoCd, stores, resolveDestination } = this.#around;
    const cluster = resolveDestination(destination, argoCd.cluster);
    const store = cluster === undefined ? undefined : stores.get(cluster);
    if (store) this.#inventory(store);
  }

  #inventory(store: ObjectStore): Inventory {
    let inventory = this.#inventories.get(store.cluster);
    if (!inventory) {
      inventory = new Inventory(this.#name, store);
      this.#inventories.set(store.cluster, inventory);
    }
    return inventory;
  }
}

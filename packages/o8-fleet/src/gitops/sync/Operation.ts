import { SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { getLive, healthOf, type ComparedTarget } from '../compare';
import { describeId, idOf, keyOfId, waveOf } from '../tracking';
import { findSchemaProblem, type Target } from '../check';
import type { ObjectId } from '../types';
import { applyTarget } from './applyTarget';
import { deleteLive } from './deleteLive';
import { Hooks } from './Hooks';
import type { ManualSync } from './ManualSync';
import type { Origin } from './Origin';
import { bySyncOrder } from './syncOrder';

/** A wave that is not well by then fails: others may wait behind it. */
const WAVE_TIMEOUT_MS = 60 * SECOND_MS;

/** What became of one object. */
export interface ObjectResult {
  id: ObjectId;
  version: string;
  /** Absent for hooks. */
  status?: 'Synced' | 'Pruned' | 'PruneSkipped' | 'SyncFailed';
  message: string;
  /** For hooks alone: what became of their run. */
  hookPhase?: 'Running' | 'Succeeded' | 'Failed';
}

/** What is there now, each time that an operation goes on. */
export interface Progress {
  compared: readonly ComparedTarget[];
  /** What is not wanted any more, and may go. */
  prunable: readonly KubeObject[];
  /** What is not wanted any more, and stays by `Prune=false`. */
  guarded?: readonly KubeObject[];
  now: Date;
}

/** Options of {@link Operation}. */
export interface OperationOptions {
  /** Of the revision and the spec that it is for. */
  key: string;
  store: ObjectStore;
  origin: Origin;
  prune: boolean;
  pruneLast: boolean;
  /** `spec.ignoreDifferences`. */
  rules: unknown;
  startedAt: Date;
  /** What runs before. */
  hooks?: readonly Target[];
  /** Absent where nobody asked. */
  manual?: ManualSync;
}

/**
 * One sync: applies wave by wave, each when the one before is healthy, and prunes. It
 * goes on from tick to tick, and never waits inside of one.
 */
export class Operation {
  readonly options: OperationOptions;
  readonly #hooks: Hooks;
  readonly #results = new Map<string, ObjectResult>();
  readonly #tasks = new Set<string>();
  #phase: 'Running' | 'Succeeded' | 'Failed' = 'Running';
  #isChecked = false;
  #message = 'waiting for the first wave';
  #finishedAt?: Date;
  /** For what it waits, and since when. */
  #wait = { what: '', sinceMs: 0 };

  constructor(options: OperationOptions) {
    this.options = options;
    this.#hooks = new Hooks(options.store, options.hooks ?? []);
  }

  get phase() {
    return this.#phase;
  }

  get message(): string {
    return this.#message;
  }

  get finishedAt(): Date | undefined {
    return this.#finishedAt;
  }

  get results(): readonly ObjectResult[] {
    return [...this.#hooks.results, ...this.#results.values()];
  }

  advance(progress: Progress): void {
    if (this.#phase !== 'Running') return;
    const { pruneLast } = this.options;
    if (!this.#check(progress)) return;
    if (!this.#runHooks(progress.now)) return;
    if (!pruneLast && !this.#prune(progress)) return;
    if (!this.#applyWaves(progress)) return;
    if (pruneLast && !this.#prune(progress)) return;
    if (this.#failForObjects(progress.now)) return;
    for (const object of progress.guarded ?? []) {
      const id = idOf(object);
      const version = object.apiVersion.split('/').pop() ?? '';
      const result = { id, version, status: 'PruneSkipped' } as const;
      const message = 'ignored (no prune)';
      this.#results.set(keyOfId(id), { ...result, message });
    }
    this.#succeed(progress.now);
  }

  #succeed(now: Date): void {
    this.#phase = 'Succeeded';
    this.#message = 'successfully synced (all tasks run)';
    this.#finishedAt = now;
  }

  /** What a server would do is told, and nothing is done. */
  dryRun({ compared, now }: Progress): void {
    for (const { key, id, manifest, state } of compared) {
      if (state === 'same') continue;
      const version = manifest.apiVersion.split('/').pop() ?? '';
      const refusal =
        state === 'foreign' ? foreignMessage(id) : findSchemaProblem(manifest);
      const done = state === 'missing' ? 'created' : 'configured';
      const what = `${id.kind.toLocaleLowerCase('en-US')}/${id.name}`;
      this.#results.set(key, {
        id,
        version,
        status: refusal === undefined ? 'Synced' : 'SyncFailed',
        message: refusal ?? `${what} ${done} (dry run)`,
      });
    }
    if (!this.#failForObjects(now)) this.#succeed(now);
  }

  fail(message: string, now: Date): void {
    if (this.#phase !== 'Running') return;
    this.#phase = 'Failed';
    this.#message = message;
    this.#finishedAt = now;
  }

  /** Whether all of them have succeeded. They have deadlines of their own. */
  #runHooks(now: Date): boolean {
    const { waitsFor, failure } = this.#hooks.advance(now);
    if (failure !== undefined) this.fail(failure, now);
    if (waitsFor !== undefined) this.#message = `waiting for ${waitsFor}`;
    return failure === undefined && waitsFor === undefined;
  }

  /** Whether a server would take all: as the dry run of Argo CD, before anything is written. */
  #check({ compared, now }: Progress): boolean {
    for (const { key, id, manifest } of this.options.hooks ?? []) {
      const message = findSchemaProblem(manifest);
      if (message === undefined) continue;
      const version = manifest.apiVersion.split('/').pop() ?? '';
      this.#results.set(key, { id, version, status: 'SyncFailed', message });
    }
    for (const { key, id, manifest, state } of compared) {
      if (state === 'same' || this.#tasks.has(key)) continue;
      this.#tasks.add(key);
      const message = findSchemaProblem(manifest);
      if (message === undefined || state === 'foreign') continue;
      const version = manifest.apiVersion.split('/').pop() ?? '';
      this.#results.set(key, { id, version, status: 'SyncFailed', message });
    }
    // An object that changes meanwhile is refused alone.
    if (this.#isChecked) return true;
    this.#isChecked = true;
    return !this.#failForObjects(now);
  }

  #failForObjects(now: Date): boolean {
    const failed = this.results.filter(({ status }) => status === 'SyncFailed');
    if (failed.length === 0) return false;
    const [{ message }] = failed;
    this.fail(
      `${failed.length} of the objects could not be synced: ${message}`,
      now,
    );
    return true;
  }

  /** Whether all waves are applied. */
  #applyWaves(progress: Progress): boolean {
    const tasks = progress.compared
      .filter(({ key }) => this.#tasks.has(key))
      .sort(bySyncOrder);
    const lastWave = tasks[tasks.length - 1]?.wave;
    for (const wave of new Set(tasks.map(task => task.wave))) {
      const inWave = tasks.filter(task => task.wave === wave);
      for (const task of inWave) {
        if (!this.#results.has(task.key)) this.#apply(task, progress.now);
      }
      // As Argo CD: nobody waits for the health of what is applied last.
      if (wave !== lastWave && !this.#isHealthy(inWave, progress.now)) {
        return false;
      }
    }
    return true;
  }

  #apply(task: ComparedTarget, now: Date): void {
    const { id, manifest, key, state } = task;
    const version = manifest.apiVersion.split('/').pop() ?? '';
    const tell = (status: ObjectResult['status'], message: string) =>
      this.#results.set(key, { id, version, status, message });
    if (state === 'foreign') {
      tell('SyncFailed', foreignMessage(id));
      return;
    }
    try {
      const { store, rules } = this.options;
      const done = applyTarget(store, task, { now, rules });
      tell(
        'Synced',
        `${id.kind.toLocaleLowerCase('en-US')}/${id.name} ${done}`,
      );
    } catch (error) {
      tell('SyncFailed', error instanceof Error ? error.message : `${error}`);
    }
  }

  /** Whether the next wave may come; fails for what will never be well. */
  #isHealthy(tasks: readonly ComparedTarget[], now: Date): boolean {
    const unwell = tasks.flatMap(({ id, key }) => {
      if (this.#results.get(key)?.status !== 'Synced') return [];
      const live = getLive(this.options.store, id);
      const health = live && healthOf(live);
      return health && health.status !== 'Healthy' ? [{ id, health }] : [];
    });
    const worst =
      unwell.find(({ health }) => health.status === 'Degraded') ?? unwell[0];
    if (!worst) return true;
    const { id, health } = worst;
    const what = describeId(id);
    if (health.status === 'Degraded') {
      this.fail(
        `${what} is degraded: the waves behind it were not applied`,
        now,
      );
    } else {
      this.#waitFor(`${what} to be healthy`, now);
    }
    return false;
  }

  /** Whether all that is to be pruned is gone: the last wave goes first. */
  #prune({ prunable, now }: Progress): boolean {
    if (!this.options.prune) return true;
    const waves = [...new Set(prunable.map(waveOf))].sort((a, b) => b - a);
    for (const wave of waves) {
      const left = prunable.filter(object => {
        if (waveOf(object) !== wave) return false;
        this.#pruneOne(object, now);
        return getLive(this.options.store, idOf(object)) !== undefined;
      });
      if (left.length > 0) {
        this.#waitFor(`${describeId(idOf(left[0]))} to be deleted`, now);
        return false;
      }
    }
    return true;
  }

  #pruneOne(object: KubeObject, now: Date): void {
    const id = idOf(object);
    const key = keyOfId(id);
    deleteLive(this.options.store, object, now);
    const version = object.apiVersion.split('/').pop() ?? '';
    const message = `${id.kind.toLocaleLowerCase('en-US')}/${id.name} pruned`;
    this.#results.set(key, { id, version, status: 'Pruned', message });
  }

  #waitFor(what: string, now: Date): void {
    const nowMs = now.getTime();
    if (this.#wait.what !== what) this.#wait = { what, sinceMs: nowMs };
    this.#message = `waiting for ${what}`;
    if (nowMs - this.#wait.sinceMs >= WAVE_TIMEOUT_MS) {
      this.fail(`waited ${WAVE_TIMEOUT_MS / 1_000} s in vain for ${what}`, now);
    }
  }
}

/** Why an object of somebody else is left alone. */
export function foreignMessage(id: ObjectId): string {
  return `${describeId(
    id,
  )} exists already and is not managed by this Application`;
}

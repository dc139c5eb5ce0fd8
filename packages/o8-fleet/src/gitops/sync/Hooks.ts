import type { ObjectStore } from '../../types';
import type { Target } from '../check';
import { getLive, healthOf } from '../compare';
import { describeId, isHookDeleted } from '../tracking';
import { applyTarget } from './applyTarget';
import type { ObjectResult } from './Operation';
import { bySyncOrder } from './syncOrder';

/** The hooks of one sync: Jobs that have to succeed before anything is applied. */
export class Hooks {
  readonly #store: ObjectStore;
  readonly #targets: readonly Target[];
  readonly #results = new Map<string, ObjectResult>();

  constructor(store: ObjectStore, targets: readonly Target[]) {
    this.#store = store;
    this.#targets = [...targets].sort(bySyncOrder);
  }

  get results(): readonly ObjectResult[] {
    return [...this.#results.values()];
  }

  /** Goes on wave by wave; what it waits for, and what has failed. */
  advance(now: Date): { waitsFor?: string; failure?: string } {
    for (const wave of new Set(this.#targets.map(each => each.wave))) {
      const targets = this.#targets.filter(each => each.wave === wave);
      for (const target of targets) {
        if (!this.#results.has(target.key)) this.#begin(target, now);
        else this.#look(target);
      }
      const failed = targets.find(({ key }) => this.#phaseOf(key) === 'Failed');
      if (failed) {
        const { message } = this.#results.get(failed.key) ?? {};
        return { failure: `hook ${describeId(failed.id)} failed: ${message}` };
      }
      const running = targets.find(
        ({ key }) => this.#phaseOf(key) === 'Running',
      );
      if (running) {
        const { group, kind, name } = running.id;
        return { waitsFor: `completion of hook ${group}/${kind}/${name}` };
      }
    }
    return {};
  }

  #phaseOf(key: string) {
    return this.#results.get(key)?.hookPhase;
  }

  /** The one of the sync before goes first: that is the default policy. */
  #begin(target: Target, now: Date): void {
    const { id } = target;
    this.#store.delete(id, id.namespace, id.name);
    try {
      applyTarget(this.#store, target, { now, rules: undefined });
      this.#tell(target, 'Running', `${id.kind} was created`);
    } catch (error) {
      const message = error instanceof Error ? error.message : `${error}`;
      this.#tell(target, 'Failed', message);
    }
  }

  #look(target: Target): void {
    const { id, key, manifest } = target;
    if (this.#phaseOf(key) !== 'Running') return;
    const live = getLive(this.#store, id);
    const health = live && healthOf(live);
    const { status, message = '' } = health ?? {};
    if (!live) {
      this.#tell(target, 'Failed', 'it was deleted while it ran');
    } else if (status === 'Healthy' || status === 'Degraded') {
      const isGood = status === 'Healthy';
      this.#tell(target, isGood ? 'Succeeded' : 'Failed', message);
      if (isHookDeleted(manifest, isGood ? 'HookSucceeded' : 'HookFailed')) {
        this.#store.delete(id, id.namespace, id.name);
      }
    }
  }

  #tell(
    { key, id, manifest }: Target,
    hookPhase: 'Running' | 'Succeeded' | 'Failed',
    message: string,
  ): void {
    this.#results.set(key, {
      id,
      version: manifest.apiVersion.split('/').pop() ?? '',
      message,
      hookPhase,
    });
  }
}

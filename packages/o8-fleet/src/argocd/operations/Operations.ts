import { formatTime } from '../../content/time';
import type { StoreEvent } from '../../apiserver/store';
import type { ClusterStore } from '../../apiserver';
import type { KubeObject } from '../../types';
import { partsOf } from '../applications/applicationParts';
import { KINDS } from '../kinds';
import {
  begin,
  failedAgain,
  succeeded,
  terminated,
  type ResourceResult,
} from './transitions';

/** Asks for a fresh look at an Application. */
export const REFRESH = 'argocd.argoproj.io/refresh';

// Long enough to be seen as something that was asked for.
const REACTION_MS = 50;

/** What {@link Operations} works with. */
export interface OperationsOptions {
  store: ClusterStore;
  /** Somebody else does what is asked of it. */
  isFollowed(application: KubeObject): boolean;
  now: () => Date;
  /** How long a sync takes, in real time. */
  syncMs: number;
}

/**
 * Does what is asked of the Applications that come from no repository: their `operation`,
 * and the annotation that asks for a refresh. Whoever asks need not do so by this API.
 */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** The hooks that failed in the operation before the one that was asked for. */
  readonly #failedHooks = new Map<string, ResourceResult[]>();
  #unsubscribe?: () => void;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unsubscribe ??= this.#options.store.subscribe(
      KINDS.application,
      event => this.#hear(event),
    );
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Inside of a change nothing is changed: it is done a little later. */
  #hear({ type, object, previous }: StoreEvent): void {
    const key = keyOf(object);
    if (type === 'DELETED') {
      this.#failedHooks.delete(key);
      return;
    }
    const { operation, status } = partsOf(object);
    if (operation && !status.operationState && previous) {
      this.#failedHooks.set(key, failedHooksOf(previous));
    }
    if (object.metadata.annotations?.[REFRESH] !== undefined) {
      this.#later(`${key}/refresh`, REACTION_MS, object, each =>
        this.#options.store.put(withoutRefresh(each, this.#options.now())),
      );
    }
    const isTerminating = status.operationState?.phase === 'Terminating';
    if (operation && (isTerminating || !this.#timers.has(key))) {
      this.#later(key, REACTION_MS, object, each => this.#goOn(key, each));
    }
  }

  #later(
    key: string,
    delayMs: number,
    { metadata: { namespace, name } }: KubeObject,
    act: (application: KubeObject) => void,
  ): void {
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      const { store, isFollowed } = this.#options;
      const application = store.get(KINDS.application, namespace, name);
      if (application && !isFollowed(application)) act(application);
    }, delayMs);
    this.#timers.set(key, timer.unref());
  }

  #goOn(key: string, application: KubeObject): void {
    const { store, now, syncMs } = this.#options;
    const { operation, status } = partsOf(application);
    const phase = status.operationState?.phase;
    if (!operation) return;
    if (phase === 'Terminating') {
      store.put(terminated(application, now()));
    } else if (phase === 'Running') {
      store.put(this.#finish(key, application));
    } else {
      this.#later(key, syncMs, application, each => this.#goOn(key, each));
      store.put(begin(application, now()));
    }
  }

  #finish(key: string, application: KubeObject): KubeObject {
    const now = this.#options.now();
    const hooks = this.#failedHooks.get(key) ?? [];
    this.#failedHooks.delete(key);
    const { dryRun } = partsOf(application).operation?.sync ?? {};
    return hooks.length > 0 && !dryRun
      ? failedAgain(application, now, hooks)
      : succeeded(application, now);
  }
}

function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

function withoutRefresh(application: KubeObject, now: Date): KubeObject {
  const { metadata } = application;
  if (metadata.annotations?.[REFRESH] === undefined) return application;
  const { [REFRESH]: _, ...annotations } = metadata.annotations;
  const { status } = partsOf(application);
  return {
    ...application,
    metadata: { ...metadata, annotations },
    status: { ...status, reconciledAt: formatTime(now) },
  };
}

function failedHooksOf(application: KubeObject): ResourceResult[] {
  const { operationState } = partsOf(application).status;
  const result = operationState?.syncResult as
    | { resources?: ResourceResult[] }
    | undefined;
  return (result?.resources ?? []).filter(
    ({ hookType, hookPhase }) => hookType && hookPhase === 'Failed',
  );
}

import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  toTimestamp,
  type ClusterClock,
  type ClusterStore,
  type Fault,
  type FaultedResource,
  type FaultGate,
} from '../apiserver';
import type { GroupKind, KubeObject, ResourceDefinition } from '../types';
import { removeDefinition, setDefinition } from './changeDefinitions';
import type { FleetLife } from './FleetLife';
import { moveTimestamps } from './moveTimestamps';

// Watches and other requests have their turn between two batches of a long ageing.
const AGE_BATCH_OBJECTS = 200;

/** What the control endpoint says of the fleet. */
export interface FleetState {
  clusters: {
    name: string;
    objects: number;
    resourceVersion: string;
    clockOffsetMs: number;
    faults: Fault[];
  }[];
  /** Each as faults name it: `argocd/hub`. */
  argocd: { name: string; faults: Fault[] }[];
  /** How many requests its clusters and Argo CDs were sent, also those that a fault met. */
  requests: number;
  churnPerSecond: number;
  isAlive: boolean;
  modules: string[];
  events: string[];
}

/** What a {@link FleetControl} rules over. */
export interface FleetControlOptions {
  stores: ReadonlyMap<string, ClusterStore>;
  gates: ReadonlyMap<string, FaultGate>;
  clocks: ReadonlyMap<string, ClusterClock>;
  life: FleetLife;
  modules: readonly string[];
  /** See {@link FleetState.requests}. */
  countRequests: () => number;
  churnPerSecond: number;
  isAlive: boolean;
}

/** Everything that can be done to the demo fleet from outside of its clusters. */
export class FleetControl {
  readonly #options: FleetControlOptions;
  #churnPerSecond: number;

  constructor(options: FleetControlOptions) {
    this.#options = options;
    this.#churnPerSecond = options.churnPerSecond;
  }

  state(): FleetState {
    const { stores, gates, life, modules, isAlive } = this.#options;
    const others = [...gates].filter(([name]) => !stores.has(name));
    return {
      clusters: Array.from(stores, ([name, store]) => ({
        name,
        objects: store.count(),
        resourceVersion: `${store.revision}`,
        clockOffsetMs: this.#clock(name).offsetMs,
        faults: this.#gate(name).list(),
      })),
      argocd: others.map(([name, gate]) => ({ name, faults: gate.list() })),
      requests: this.#options.countRequests(),
      churnPerSecond: this.#churnPerSecond,
      isAlive,
      modules: [...modules],
      events: [...life.events],
    };
  }

  /** Sets a fault, in place of the one of the same scope. */
  setFault(cluster: string, fault: Fault): void {
    this.#gate(cluster).set(fault);
  }

  /** Clears the fault of one resource, or all faults of the cluster. */
  clearFault(cluster: string, resource?: FaultedResource): void {
    this.#gate(cluster).clear(resource);
  }

  /** Forgets the history of a cluster: watches that come back are too old. */
  compact(cluster: string): void {
    this.#store(cluster).compact();
  }

  /**
   * Puts a cluster back as a backup of its etcd would: the same objects with other uids
   * and lower resourceVersions, no history, and all watches broken.
   */
  restore(cluster: string): void {
    this.#store(cluster).restore();
    this.#gate(cluster).breakWatches();
    this.#options.gates.get(`argocd/${cluster}`)?.breakWatches();
  }

  /** Puts the clock of a cluster ahead, or late with a negative offset. */
  setClock(cluster: string, options: { offsetMs: number }): void {
    this.#clock(cluster).offsetMs = options.offsetMs;
  }

  /**
   * Serves a kind in this version, and in no other: it is new, or its version changes.
   * Its CustomResourceDefinition is created or replaced.
   */
  setDefinition(cluster: string, definition: ResourceDefinition): void {
    const timestamp = toTimestamp(this.#clock(cluster).now());
    setDefinition(this.#store(cluster), definition, timestamp);
  }

  /** Deletes the objects of a kind, then serves it no more. */
  removeDefinition(cluster: string, kind: GroupKind): void {
    const store = this.#store(cluster);
    removeDefinition({ store, gate: this.#gate(cluster) }, kind);
  }

  /**
   * Moves every timestamp of a cluster, or of chosen kinds of it, back.
   *
   * @returns how many objects have changed
   */
  async age(
    cluster: string,
    options: { byMs: number; kinds?: string[] },
  ): Promise<number> {
    const { byMs, kinds } = options;
    const store = this.#store(cluster);
    const served = new Map(
      store.definitions().map(each => [`${each.group}/${each.kind}`, each]),
    );
    const unknown = kinds?.find(
      kind => ![...served.values()].some(each => each.kind === kind),
    );
    if (unknown !== undefined) {
      throw new NotFoundError(`Cluster "${cluster}" has no kind "${unknown}"`);
    }
    let changed = 0;
    let seen = 0;
    for (const definition of served.values()) {
      if (kinds && !kinds.includes(definition.kind)) {
        continue;
      }
      for (const { metadata } of store.list(definition)) {
        // Read again: it may have changed while others had their turn.
        const { namespace, name } = metadata;
        const object = store.get(definition, namespace, name);
        if (object && ageObject(store, object, byMs)) {
          changed++;
        }
        if (++seen % AGE_BATCH_OBJECTS === 0) {
          await new Promise(resolve => setImmediate(resolve));
        }
      }
    }
    return changed;
  }

  setChurn(perSecond: number): void {
    if (!this.#options.isAlive) {
      throw new ConflictError('The fleet was started without life');
    }
    this.#options.life.setChurn(perSecond);
    this.#churnPerSecond = perSecond;
  }

  /** Lets something happen to a module, on one cluster only with `event@cluster`. */
  trigger(module: string, event: string): void {
    const { life, modules } = this.#options;
    if (!modules.includes(module)) {
      throw new NotFoundError(`There is no module "${module}"`);
    }
    if (!life.events.includes(event.split('@')[0])) {
      const known = life.events.join(', ');
      throw new NotFoundError(
        `There is no event "${event}"; known are: ${known}`,
      );
    }
    life.trigger(module, event);
  }

  #store(cluster: string): ClusterStore {
    return find(this.#options.stores, cluster);
  }

  #clock(cluster: string): ClusterClock {
    return find(this.#options.clocks, cluster);
  }

  #gate(cluster: string): FaultGate {
    return find(this.#options.gates, cluster);
  }
}

function find<T>(map: ReadonlyMap<string, T>, cluster: string): T {
  const found = map.get(cluster);
  if (found === undefined) {
    const known = [...map.keys()].join(', ');
    throw new NotFoundError(
      `There is no cluster "${cluster}"; known are: ${known}`,
    );
  }
  return found;
}

/** Time goes by for all fields; nobody has wished for anything, so the generation stays. */
function ageObject(
  store: ClusterStore,
  object: KubeObject,
  byMs: number,
): boolean {
  const aged = moveTimestamps(object, byMs);
  if (aged === object) {
    return false;
  }
  store.put(aged as KubeObject, { keepGeneration: true });
  return true;
}

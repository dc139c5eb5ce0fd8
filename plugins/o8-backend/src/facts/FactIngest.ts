import type {
  KubernetesObject,
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Lease } from '../leases';
import { toObjectKey, type ApplyResult, type FactStore } from '../store';
import { toFactRows, type Ownership, type Unreadable } from './toFactRows';

/** Changes of one kind on one cluster, the newest last. */
export interface KindChanges {
  cluster: string;
  /** API group and kind, such as `velero.io/Backup`. */
  kindKey: string;
  changed: KubernetesObject[];
  deleted: KubernetesObject[];
}

/** Brings what runners read into the store, as facts. */
export class FactIngest {
  readonly #store: FactStore;
  readonly #sources: Source[];
  readonly #resolveCluster: SourceContext['resolveCluster'];
  readonly #ownership: Ownership;
  readonly #onTouched: (modules: string[]) => void;
  readonly #fence: Lease | undefined;

  constructor(options: {
    store: FactStore;
    sources: Source[];
    resolveCluster: SourceContext['resolveCluster'];
    ownership: Ownership;
    /** Called when modules have to be judged again. */
    onTouched: (modules: string[]) => void;
    /** The right to write what is read; without one, nobody else does. */
    fence?: Lease;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
    this.#resolveCluster = options.resolveCluster;
    this.#ownership = options.ownership;
    this.#onTouched = options.onTouched;
    this.#fence = options.fence;
  }

  /** Keeps what the objects say now. Returns those that could not be read. */
  async apply(changes: KindChanges): Promise<Unreadable[]> {
    const { cluster, kindKey, changed, deleted } = changes;
    const sources = this.#sources.filter(({ kinds }) =>
      kinds.some(({ group, kind }) => `${group}/${kind}` === kindKey),
    );
    const context = { cluster, resolveCluster: this.#resolveCluster };
    const read = changed.map(object =>
      toFactRows({
        object,
        kindKey,
        sources,
        context,
        ownership: this.#ownership,
      }),
    );
    this.#tell(
      await this.#store.apply({
        observedOn: cluster,
        kind: kindKey,
        objects: [...changed, ...deleted].map(toName),
        // What cannot be read takes nothing away: what it said may still be so.
        keep: changed.flatMap((object, index) =>
          read[index].unreadable.map(({ source }) => ({
            ...toName(object),
            source,
          })),
        ),
        rows: read.flatMap(({ rows }) => rows),
        now: new Date(),
        fence: this.#fence,
      }),
    );
    return read.flatMap(({ unreadable }) => unreadable);
  }

  /** Ends a full list: what was not in it is gone. */
  async sweep(options: {
    cluster: string;
    kindKey: string;
    seen: ReadonlySet<string>;
  }): Promise<void> {
    const { cluster, kindKey, seen } = options;
    this.#tell(
      await this.#store.sweep({
        observedOn: cluster,
        kind: kindKey,
        seen,
        now: new Date(),
        fence: this.#fence,
      }),
    );
  }

  #tell({ touched }: ApplyResult): void {
    if (touched.length) {
      this.#onTouched(touched);
    }
  }
}

/** Namespace and name of an object with a slash between them, as `sweep` takes them. */
export function toSeenKey(object: KubernetesObject): string {
  return toObjectKey(toName(object));
}

function toName({ metadata }: KubernetesObject) {
  return { namespace: metadata.namespace ?? null, name: metadata.name };
}

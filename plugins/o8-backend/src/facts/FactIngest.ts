import type {
  KubernetesObject,
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { LeaseLostError, type Lease } from '../leases';
import { toObjectKey, type ApplyResult, type FactStore } from '../store';
import { noTelemetry, type EngineTelemetry } from '../telemetry';
import { DEFAULT_TIMING } from '../timing';
import { KindIngest, type ObjectChanges } from './KindIngest';
import { toFactRows, type Ownership, type Unreadable } from './toFactRows';

/** Changes of one kind on one cluster, the newest last. */
export interface KindChanges {
  cluster: string;
  /** API group and kind, such as `velero.io/Backup`. */
  kindKey: string;
  changed: KubernetesObject[];
  deleted: KubernetesObject[];
  /** Whether it is a page of a full list. */
  isList?: boolean;
  /** When the first of them was told, by `performance.now()`; absent for a list. */
  seenMs?: number;
}

/** Brings what runners read into the store, as facts. */
export class FactIngest {
  readonly #store: FactStore;
  readonly #sources: Source[];
  readonly #resolveCluster: SourceContext['resolveCluster'];
  readonly #ownership: Ownership;
  readonly #onTouched: (modules: string[]) => void;
  readonly #fence: Lease | undefined;
  readonly #telemetry: Pick<EngineTelemetry, 'wrote'>;
  readonly #refreshMs: number;
  readonly #kinds = new Map<string, KindIngest>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: {
    store: FactStore;
    sources: Source[];
    resolveCluster: SourceContext['resolveCluster'];
    ownership: Ownership;
    /** Called when modules have to be judged again. */
    onTouched: (modules: string[]) => void;
    /** The right to write what is read; without one, nobody else does. */
    fence?: Lease;
    telemetry?: Pick<EngineTelemetry, 'wrote'>;
    /** For so long what moves without meaning waits to be written. */
    refreshMs?: number;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
    this.#resolveCluster = options.resolveCluster;
    this.#ownership = options.ownership;
    this.#onTouched = options.onTouched;
    this.#fence = options.fence;
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#refreshMs = options.refreshMs ?? DEFAULT_TIMING.refreshMs;
  }

  /** Keeps what the objects say now. Returns those that could not be read. */
  async apply(changes: KindChanges): Promise<Unreadable[]> {
    const { cluster, kindKey, changed, deleted, isList = false } = changes;
    const sources = this.#sourcesOf(kindKey);
    const context = { cluster, resolveCluster: this.#resolveCluster };
    const read = changed.map(object => {
      const ownership = this.#ownership;
      const options = { object, kindKey, sources, context, ownership };
      return { object, ...toFactRows(options) };
    });
    const result = await this.#kind(cluster, kindKey).apply({
      changed: read.map(({ object, rows, unreadable }) => ({
        name: toName(object),
        rows,
        unreadableBy: unreadable.map(({ source }) => source),
      })),
      deleted: deleted.map(toName),
      isList,
    });
    this.#telemetry.wrote({
      cluster,
      sources: sources.map(({ id }) => id),
      objects: changed.length + deleted.length,
      result,
      seenMs: changes.seenMs,
    });
    this.#tell(result);
    return read.flatMap(({ unreadable }) => unreadable);
  }

  /** Ends a full list: what was not in it is gone. */
  async sweep(options: {
    cluster: string;
    kindKey: string;
    seen: ReadonlySet<string>;
  }): Promise<void> {
    const { cluster, kindKey, seen } = options;
    const result = await this.#kind(cluster, kindKey).sweep(seen, () =>
      this.#store.sweep({
        observedOn: cluster,
        kind: kindKey,
        seen,
        now: new Date(),
        fence: this.#fence,
      }),
    );
    this.#telemetry.wrote({ cluster, sources: [], objects: 0, result });
    this.#tell(result);
  }

  /** Whoever reads next lists everything: what waits need not be written. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #sourcesOf(kindKey: string): Source[] {
    return this.#sources.filter(({ kinds }) =>
      kinds.some(({ group, kind }) => `${group}/${kind}` === kindKey),
    );
  }

  #kind(cluster: string, kindKey: string): KindIngest {
    const key = `${cluster} ${kindKey}`;
    const kind =
      this.#kinds.get(key) ??
      new KindIngest({
        write: changes => this.#write(cluster, kindKey, changes),
        onWaiting: () => this.#flushLater(),
      });
    this.#kinds.set(key, kind);
    return kind;
  }

  #write(
    cluster: string,
    kindKey: string,
    { changed, deleted, isList }: ObjectChanges,
  ): Promise<ApplyResult> {
    return this.#store.apply({
      observedOn: cluster,
      kind: kindKey,
      objects: [...changed.map(({ name }) => name), ...deleted],
      // What cannot be read takes nothing away: what it said may still be so.
      keep: changed.flatMap(({ name, unreadableBy }) =>
        unreadableBy.map(source => ({ ...name, source })),
      ),
      rows: changed.flatMap(({ rows }) => rows),
      isList,
      now: new Date(),
      fence: this.#fence,
    });
  }

  #flushLater(): void {
    if (this.#timer || this.#isClosed) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#flush();
    }, this.#refreshMs);
    this.#timer.unref();
  }

  async #flush(): Promise<void> {
    for (const kind of this.#kinds.values()) {
      try {
        await kind.flush();
      } catch (error) {
        if (error instanceof LeaseLostError) {
          // Its reader hears of it with the next change, and somebody else reads.
          this.close();
          return;
        }
        // The database is away, which readers tell. It waits until it is back.
        this.#flushLater();
      }
    }
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

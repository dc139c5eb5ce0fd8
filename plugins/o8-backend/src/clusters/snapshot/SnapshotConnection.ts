import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  KubernetesObject,
  ResourceKind,
} from '@orchestr8/backstage-plugin-o8-node';
import { DEFAULT_TIMING, type ConnectionTiming } from '../../timing';
import type {
  ClusterConnection,
  ConnectionOptions,
  ListPage,
  Probe,
  ServedKind,
  WatchEvent,
} from '../ClusterConnection';
import { Ledger } from '../Ledger';
import { pollChanges } from '../pollChanges';
import { findObjects, toContentVersion } from './findObjects';
import { SnapshotReader, type Snapshot } from './SnapshotReader';

/** Where a snapshot is. */
export interface SnapshotConnectionOptions {
  name?: string;
  /** One of directory and archive. */
  directory?: string;
  archive?: string;
  timing?: Partial<ConnectionTiming>;
  logger?: Pick<LoggerService, 'warn'>;
}

interface FoundObjects {
  snapshot: Snapshot;
  objects: KubernetesObject[];
}

const PAGE_SIZE = 500;

/** Reads objects that were exported: always of a time that has passed. */
export class SnapshotConnection implements ClusterConnection {
  readonly #options: SnapshotConnectionOptions;
  readonly #reader: SnapshotReader;
  readonly #timing: ConnectionTiming;
  readonly #ledgers = new Map<string, Ledger>();
  /** What was compared last: that is not looked at again. */
  readonly #found = new Map<Ledger, FoundObjects>();
  #reported = '';

  constructor(options: SnapshotConnectionOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#reader = new SnapshotReader(options);
  }

  async probe(_: ConnectionOptions): Promise<Probe> {
    const snapshot = await this.#read();
    const { takenAt, description, objects, problems } = snapshot;
    const parts = [
      description ?? `Snapshot with ${objects.length} objects`,
      ...(problems.length
        ? [
            `${problems.length} of its files cannot be read, the first is ${problems[0]}`,
          ]
        : []),
    ];
    return { takenAt, description: parts.join('; ') };
  }

  async discover(kinds: ResourceKind[]): Promise<(ServedKind | null)[]> {
    const { objects } = await this.#read();
    return kinds.map(({ group, kind, plural, versions, metadataOnly }) => {
      const present = objects
        .filter(each => each.kind === kind)
        .map(each => splitVersion(each.apiVersion))
        .flatMap(each => (each.group === group ? [each.version] : []));
      const version = versions
        ? versions.find(each => present.includes(each))
        : present[0];
      return version === undefined
        ? null
        : {
            group,
            version,
            kind,
            plural,
            ...(metadataOnly ? { metadataOnly } : {}),
          };
    });
  }

  async *list(
    kind: ServedKind,
    { signal }: ConnectionOptions,
  ): AsyncGenerator<ListPage> {
    const ledger = this.#ledgerOf(kind);
    ledger.begin();
    const objects = await this.#find(kind, ledger);
    for (let at = 0; at === 0 || at < objects.length; at += PAGE_SIZE) {
      signal.throwIfAborted();
      const page = objects.slice(at, at + PAGE_SIZE);
      ledger.add(page);
      yield { objects: page, resourceVersion: ledger.version };
    }
    ledger.complete();
  }

  async watch(
    kind: ServedKind,
    options: ConnectionOptions & { resourceVersion: string },
  ): Promise<AsyncIterable<WatchEvent>> {
    const ledger = this.#ledgerOf(kind);
    ledger.check(options.resourceVersion);
    return pollChanges({
      ledger,
      list: () => this.#find(kind, ledger),
      intervalMs: this.#timing.pollIntervalMs,
      signal: options.signal,
    });
  }

  async close(): Promise<void> {
    this.#ledgers.clear();
    this.#found.clear();
  }

  async #read(): Promise<Snapshot> {
    const snapshot = await this.#reader.read();
    const problems = snapshot.problems.join('\n');
    if (problems && problems !== this.#reported) {
      const { logger, name } = this.#options;
      logger?.warn(`Files of the snapshot ${name} cannot be read`, {
        problems: snapshot.problems.slice(0, 20).join('; '),
      });
    }
    this.#reported = problems;
    return snapshot;
  }

  // The same array as long as nothing has changed.
  async #find(kind: ServedKind, ledger: Ledger): Promise<KubernetesObject[]> {
    const snapshot = await this.#read();
    const known = this.#found.get(ledger);
    if (known?.snapshot === snapshot) {
      return known.objects;
    }
    const objects = findObjects(kind, snapshot.objects);
    this.#found.set(ledger, { snapshot, objects });
    return objects;
  }

  #ledgerOf({ group, kind }: ServedKind): Ledger {
    const key = `${group}/${kind}`;
    const ledger = this.#ledgers.get(key) ?? new Ledger(toContentVersion);
    this.#ledgers.set(key, ledger);
    return ledger;
  }
}

function splitVersion(apiVersion: string): { group: string; version: string } {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return { group, version };
}

import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { SourceAddress } from '../store';

/** The statuses of all sources, found without going through all of them. */
export class StatusIndex {
  static readonly #kept = new WeakMap<SourceStatus[], StatusIndex>();
  readonly #statuses = new Map<
    string,
    { position: number; status: SourceStatus }
  >();
  /** The sources that some cluster has never answered to. */
  readonly #unread = new Set<string>();

  /** The index of statuses that nobody changes: made once for all modules. */
  static of(statuses: SourceStatus[]): StatusIndex {
    const index = this.#kept.get(statuses) ?? new StatusIndex(statuses);
    this.#kept.set(statuses, index);
    return index;
  }

  private constructor(statuses: SourceStatus[]) {
    statuses.forEach((status, position) => {
      this.#statuses.set(toKey(status), { position, status });
      if (isUnread(status)) {
        this.#unread.add(status.source);
      }
    });
  }

  /** Whether each cluster has answered to a source at least once. */
  isReadEverywhere(source: string): boolean {
    return !this.#unread.has(source);
  }

  /** Whether a cluster is to answer to a source, and never has. */
  isNeverRead(address: SourceAddress): boolean {
    const found = this.#statuses.get(toKey(address));
    return found !== undefined && isUnread(found.status);
  }

  /** Those of some sources, in the order of all. */
  pick(addresses: SourceAddress[]): SourceStatus[] {
    const found = new Map(
      addresses.flatMap(address => {
        const each = this.#statuses.get(toKey(address));
        return each ? [[each.position, each.status]] : [];
      }),
    );
    return [...found].sort(([a], [b]) => a - b).map(([, status]) => status);
  }
}

function isUnread({ confirmedAt, state }: SourceStatus): boolean {
  return confirmedAt === null && state !== 'unsupported';
}

function toKey({ cluster, source }: SourceAddress): string {
  return `${cluster}/${source}`;
}

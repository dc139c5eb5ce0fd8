import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { pause } from '../runner';
import type { AssessTiming } from '../timing';

type Status = Pick<
  SourceStatus,
  'cluster' | 'source' | 'state' | 'confirmedAt'
>;

/** What the gathering of changes needs. */
export interface SourceChangesOptions {
  listStatuses: () => Promise<Status[]>;
  /** Has the modules judged again that have to do with a cluster, or all. */
  fanOut: (scope: { cluster: string } | 'all') => Promise<void>;
  timing: Pick<AssessTiming, 'assessIdleMs' | 'assessRetryMs'>;
  logger: Pick<LoggerService, 'warn'>;
}

/**
 * Has modules judged again when how true something is has changed. The sources of a
 * cluster change together, as when it goes away or is found at the start: they are
 * gathered for a moment, so that its modules are not judged once for each of them.
 */
export class SourceChanges {
  readonly #options: SourceChangesOptions;
  readonly #changed = new Set<string>();
  /** By cluster, what was never read there. */
  readonly #unread = new Map<string, string>();
  #wake = () => {};

  constructor(options: SourceChangesOptions) {
    this.#options = options;
  }

  /** Something of a cluster changed. */
  add(cluster: string): void {
    this.#changed.add(cluster);
    this.#wake();
  }

  /** Passes changes on until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { timing, logger } = this.#options;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted) {
      if (this.#changed.size === 0) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
      await pause(timing.assessIdleMs / 4, signal);
      try {
        // Also when it ends: another replica judges what follows.
        await this.#passOn();
      } catch (error) {
        logger.warn('Passing on what changed failed', { error: String(error) });
        await pause(timing.assessRetryMs, signal);
      }
    }
  }

  async #passOn(): Promise<void> {
    const clusters = [...this.#changed];
    if (clusters.length === 0) {
      return;
    }
    const statuses = await this.#options.listStatuses();
    const unread = new Map(
      clusters.map(cluster => [cluster, describeUnread(cluster, statuses)]),
    );
    // What is nowhere is known only when every cluster has been read: its first word
    // concerns also those that have nothing there.
    const isFirstWord = clusters.some(
      cluster => this.#unread.get(cluster) !== unread.get(cluster),
    );
    const scopes = isFirstWord
      ? (['all'] as const)
      : clusters.map(cluster => ({ cluster }));
    clusters.forEach(cluster => this.#changed.delete(cluster));
    try {
      for (const scope of scopes) {
        await this.#options.fanOut(scope);
      }
    } catch (error) {
      clusters.forEach(cluster => this.#changed.add(cluster));
      throw error;
    }
    unread.forEach((text, cluster) => this.#unread.set(cluster, text));
  }
}

function describeUnread(cluster: string, statuses: Status[]): string {
  return statuses
    .filter(
      status =>
        status.cluster === cluster &&
        status.confirmedAt === null &&
        status.state !== 'unsupported',
    )
    .map(({ source }) => source)
    .sort()
    .join();
}

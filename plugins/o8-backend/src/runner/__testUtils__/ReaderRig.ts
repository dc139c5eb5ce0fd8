import { mockServices } from '@backstage/backend-test-utils';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { WatchEvent } from '../../clusters';
import type { FactIngest, Unreadable } from '../../facts';
import { noTelemetry } from '../../telemetry';
import { DEFAULT_TIMING } from '../../timing';
import { KindReader } from '../KindReader';
import type { KindState } from '../kindState';
import type { Reachability } from '../Reachability';
import { FakeConnection } from './FakeConnection';

/** An object of the kind that is read. */
export function toObject(name: string): KubernetesObject {
  return {
    apiVersion: 'x/v1',
    kind: 'A',
    metadata: { name, namespace: 'n', uid: name },
  };
}

/** A change as a watch tells it. */
export function changed(
  type: 'ADDED' | 'MODIFIED' | 'DELETED',
  name: string,
  version: number,
): WatchEvent {
  return { type, object: toObject(name), resourceVersion: String(version) };
}

/** A page of a list. */
export const page = (version: string, ...names: string[]) => ({
  objects: names.map(toObject),
  resourceVersion: version,
});

/** A reader of one kind, with everything around it in the hands of a test. */
export class ReaderRig {
  readonly connection = new FakeConnection();
  /** What was said of the kind, but that it is pending. */
  readonly reports: KindState[] = [];
  /** What was kept: the names of a batch, and of what a list has seen. */
  readonly log: string[] = [];
  /** What the next batch cannot read. */
  unreadable: Unreadable[] = [];
  ingestError: Error | undefined;
  /** What was told to whoever measures. */
  readonly told: string[] = [];
  whenReachable = async (signal: AbortSignal) => signal;
  doubts = 0;
  heard = 0;
  vanished = 0;
  /** A read that takes less is short. */
  minBackoffMs = 1;
  readonly abort = new AbortController();
  running: Promise<void> = Promise.resolve();

  start(report = async (_state: KindState) => {}): void {
    const reader = new KindReader({
      cluster: 'eu-1',
      kind: { group: 'x', version: 'v1', kind: 'A', plural: 'as' },
      connection: this.connection,
      reachability: {
        whenReachable: (signal: AbortSignal) => this.whenReachable(signal),
        doubt: () => {
          this.doubts += 1;
        },
        hear: () => {
          this.heard += 1;
        },
      } as unknown as Reachability,
      ingest: this.#createIngest(),
      telemetry: {
        ...noTelemetry,
        listed: cluster => this.told.push(`listed ${cluster}`),
        watching: cluster => this.told.push(`watching ${cluster}`),
        clusterFailed: (cluster, error) =>
          this.told.push(`${cluster}: ${error}`),
      },
      report: async state => {
        await report(state);
        // Said after each failure: until it is watched again nobody can confirm it.
        if (state.state !== 'pending') {
          this.reports.push(state);
        }
      },
      onVanished: () => {
        this.vanished += 1;
      },
      logger: mockServices.logger.mock(),
      timing: {
        ...DEFAULT_TIMING,
        minBackoffMs: this.minBackoffMs,
        maxBackoffMs: 20,
        gatherMs: 1,
      },
      random: () => 0,
    });
    this.running = reader.run(this.abort.signal);
  }

  async end(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  states(): KindState['state'][] {
    return this.reports.map(({ state }) => state);
  }

  isReported(state: KindState['state']): () => boolean {
    return () => this.states().includes(state);
  }

  #createIngest(): Pick<FactIngest, 'apply' | 'sweep'> {
    const toNames = (objects: KubernetesObject[]) =>
      objects.map(({ metadata }) => metadata.name).join();
    return {
      apply: async ({ changed: kept, deleted }) => {
        if (this.ingestError) {
          throw this.ingestError;
        }
        this.log.push(`+${toNames(kept)} -${toNames(deleted)}`);
        return this.unreadable.splice(0);
      },
      sweep: async ({ seen }) => {
        this.log.push(`sweep ${[...seen].join()}`);
      },
    };
  }
}

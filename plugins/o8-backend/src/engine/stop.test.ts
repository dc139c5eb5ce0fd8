import { mockServices } from '@backstage/backend-test-utils';
import type { Lease } from '../leases';
import { readO8Config } from '../config';
import type { FactReader, FactStore, ModuleStore, SourceStore } from '../store';
import { Engine } from './Engine';
import { waitFor } from './__testUtils__/waitFor';

const RENEW_MS = 100;

/** A database that works until it is told to hang. */
class HangingStores {
  isHanging = false;
  readonly calls: string[] = [];

  async #answer<T>(call: string, answer: T): Promise<T> {
    this.calls.push(call);
    return this.isHanging ? new Promise<T>(() => {}) : answer;
  }

  readonly leaseStore = {
    heartbeat: () => this.#answer('heartbeat', { replicas: 1, rank: 0 }),
    listTaken: () => this.#answer('listTaken', new Set<string>()),
    acquire: ({ name, holder }: { name: string; holder: string }) =>
      this.#answer<Lease>(`acquire ${name}`, { name, holder, epoch: 1 }),
    renew: (leases: Lease[]) => this.#answer('renew', leases),
    release: () => this.#answer('release', undefined),
    leave: () => this.#answer('leave', undefined),
    retain: () => this.#answer('retain', undefined),
  };

  readonly moduleStore = {
    fanOut: () => this.#answer('fanOut', undefined),
    advanceFanOuts: () => this.#answer('advanceFanOuts', 0),
    listTouched: () => this.#answer('listTouched', []),
    isFanningOut: () => this.#answer('isFanningOut', false),
    reportJudged: () => this.#answer('reportJudged', undefined),
  } as unknown as ModuleStore;

  readonly sourceStore = {
    reconcile: () => this.#answer('reconcile', undefined),
    list: () => this.#answer('list', []),
  } as unknown as SourceStore;
}

describe('Engine.stop', () => {
  it('ends within a few seconds though the database never answers', async () => {
    const stores = new HangingStores();
    const logger = mockServices.logger.mock();
    const engine = new Engine({
      config: readO8Config(mockServices.rootConfig()),
      sources: [],
      factReader: {} as FactReader,
      factStore: {} as FactStore,
      ...stores,
      onChanged: async () => {},
      logger,
      timing: { leaseRenewMs: RENEW_MS, leaseTtlMs: 60_000, assessIdleMs: 10 },
    });
    await engine.start();
    await waitFor(
      async () => stores.calls,
      calls => calls.includes('acquire tick') && calls.includes('listTouched'),
    );
    stores.isHanging = true;
    const { length } = stores.calls;
    await waitFor(
      async () => stores.calls.slice(length),
      calls => calls.includes('listTouched'),
    );

    const startMs = performance.now();
    await engine.stop();
    // Five waits of a renewal each, and not one of a whole lease.
    expect(performance.now() - startMs).toBeLessThan(50 * RENEW_MS);
    expect(logger.warn).toHaveBeenCalledWith('Judging did not end', {
      error: expect.stringContaining('did not answer'),
    });
  });
});

import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { RecordedMetrics } from './__testUtils__/RecordedMetrics';
import { createInstruments } from './createInstruments';
import { METRICS } from './metrics';
import { observeGauges } from './observeGauges';

const NOW = new Date('2026-11-22T10:42:00.000Z');

function createStatus(overrides: Partial<SourceStatus>): SourceStatus {
  return {
    cluster: 'eu-1',
    clusterTitle: 'Europe 1',
    source: 'argocd',
    state: 'fresh',
    since: NOW.toISOString(),
    confirmedAt: '2026-11-22T10:41:30.000Z',
    message: null,
    ...overrides,
  };
}

function createGauges() {
  const metrics = new RecordedMetrics();
  const readers = {
    listStatuses: jest.fn(async () => [
      createStatus({}),
      createStatus({ source: 'velero', state: 'failed', confirmedAt: null }),
      createStatus({ source: 'kyverno', state: 'unsupported' }),
    ]),
    countWaiting: jest.fn(async () => ({ modules: 12, fanOuts: 1 })),
    isStoreUp: jest.fn(async () => true),
    standing: () => ({
      leasesHeld: new Map([['cluster', 0]]),
      leasesExpected: new Map([['cluster', 2]]),
      indexLookedMs: performance.now() - 500,
    }),
  };
  observeGauges(createInstruments(metrics.service), readers);
  return { metrics, readers };
}

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

describe('observeGauges', () => {
  it('shows every gauge that is defined', () => {
    const { metrics } = createGauges();
    const defined = Object.values(METRICS)
      .filter(({ kind }) => kind === 'gauge')
      .map(({ name }) => name);
    expect(metrics.gauges().sort()).toEqual(defined.sort());
  });

  it('says how old what is known of each source is, where it is known', async () => {
    const { metrics } = createGauges();
    expect(await metrics.observe('o8.source.confirmation.age')).toEqual([
      {
        value: 30,
        attributes: { 'o8.cluster': 'eu-1', 'o8.source': 'argocd' },
      },
    ]);
    // The age grows between two looks at the database.
    jest.advanceTimersByTime(5_000);
    const [{ value }] = await metrics.observe('o8.source.confirmation.age');
    expect(value).toBe(35);
  });

  it('counts sources by state, zeros too', async () => {
    const { metrics } = createGauges();
    const counts = await metrics.observe('o8.sources');
    expect(
      counts.map(({ value, attributes }) => [attributes['o8.state'], value]),
    ).toEqual([
      ['fresh', 1],
      ['stale', 0],
      ['failed', 1],
      ['unsupported', 1],
    ]);
  });

  it('shows what waits, what is held, and the age of the index', async () => {
    const { metrics } = createGauges();
    const values = async (name: string) =>
      (await metrics.observe(name)).map(({ value }) => value);
    expect(await values('o8.modules.waiting')).toEqual([12]);
    expect(await values('o8.fan_outs.waiting')).toEqual([1]);
    expect(await values('o8.leases.held')).toEqual([0]);
    expect(await values('o8.leases.expected')).toEqual([2]);
    expect(await values('o8.index.age')).toEqual([0.5]);
    expect(await values('o8.store.up')).toEqual([1]);
  });

  it('asks the database once in ten seconds, however often it is scraped', async () => {
    const { metrics, readers } = createGauges();
    const scrape = () =>
      Promise.all(metrics.gauges().map(name => metrics.observe(name)));
    for (let round = 0; round < 10; round += 1) {
      await scrape();
      jest.advanceTimersByTime(999);
    }
    expect(readers.listStatuses).toHaveBeenCalledTimes(1);
    expect(readers.countWaiting).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10);
    await scrape();
    expect(readers.listStatuses).toHaveBeenCalledTimes(2);
    expect(readers.countWaiting).toHaveBeenCalledTimes(2);
  });

  it('says that the store is down, and nothing of what is in it', async () => {
    const { metrics, readers } = createGauges();
    readers.isStoreUp.mockResolvedValue(false);
    readers.listStatuses.mockRejectedValue(new Error('closed'));
    readers.countWaiting.mockRejectedValue(new Error('closed'));
    expect(await metrics.observe('o8.store.up')).toEqual([
      { value: 0, attributes: {} },
    ]);
    for (const name of ['o8.sources', 'o8.modules.waiting']) {
      expect(await metrics.observe(name)).toEqual([]);
    }
    expect(await metrics.observe('o8.leases.expected')).toHaveLength(1);
  });
});

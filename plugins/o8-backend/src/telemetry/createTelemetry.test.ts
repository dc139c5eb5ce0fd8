import { tracingServiceMock } from '@backstage/backend-test-utils/alpha';
import { ClusterError } from '../clusters';
import { LeaseLostError } from '../leases';
import { RecordedMetrics } from './__testUtils__/RecordedMetrics';
import { createPluginTelemetry } from './createTelemetry';

const result = { changed: 2, refreshed: 3, removed: 0, touched: ['alpha'] };
const written = {
  cluster: 'eu-1',
  sources: ['argocd'],
  objects: 5,
  result,
};

describe('createTelemetry', () => {
  const metrics = new RecordedMetrics();
  const tracing = tracingServiceMock.mock();
  const { telemetry } = createPluginTelemetry({
    metrics: metrics.service,
    tracing,
  });
  /** What was told of a metric since the last look. */
  const looked = new Map<string, number>();
  function newSamples(name: string) {
    const samples = metrics.samplesOf(name);
    const news = samples.slice(looked.get(name) ?? 0);
    looked.set(name, samples.length);
    return news;
  }

  it('counts what is read by cluster', () => {
    telemetry.wrote(written);
    telemetry.listed('eu-1');
    telemetry.watching('us-1');
    const cluster = { 'o8.cluster': 'eu-1' };
    expect(newSamples('o8.objects.read')).toEqual([
      { value: 5, attributes: cluster },
    ]);
    expect(newSamples('o8.facts.changed')).toEqual([
      { value: 2, attributes: { ...cluster, 'o8.change': 'changed' } },
      { value: 3, attributes: { ...cluster, 'o8.change': 'refreshed' } },
      { value: 0, attributes: { ...cluster, 'o8.change': 'removed' } },
    ]);
    expect(metrics.seriesOf('o8.cluster.lists')).toEqual([cluster]);
    expect(metrics.seriesOf('o8.cluster.watches')).toEqual([
      { 'o8.cluster': 'us-1' },
    ]);
    // Nobody knows since when what a list shows is so.
    expect(newSamples('o8.change.lag')).toEqual([]);
  });

  it('measures a change from the watch to the judgement', () => {
    telemetry.wrote({ ...written, seenMs: performance.now() - 1_000 });
    telemetry.judged({ module: 'beta', startedMs: performance.now() });
    telemetry.judged({
      module: 'alpha',
      startedMs: performance.now(),
      error: new Error('busy'),
    });
    expect(newSamples('o8.change.lag')).toEqual([
      {
        value: expect.closeTo(1, 1),
        attributes: { 'o8.source': 'argocd', 'o8.stage': 'written' },
      },
    ]);
    telemetry.judged({ module: 'alpha', startedMs: performance.now() });
    telemetry.judged({ module: 'alpha', startedMs: performance.now() });
    expect(newSamples('o8.change.lag')).toEqual([
      {
        value: expect.closeTo(1, 1),
        attributes: { 'o8.source': 'argocd', 'o8.stage': 'judged' },
      },
    ]);
    expect(metrics.seriesOf('o8.judgement.duration')).toEqual([
      {},
      { 'error.type': 'failed' },
      {},
      {},
    ]);
  });

  it('knows errors by their kind, never by their text', () => {
    telemetry.clusterFailed('eu-1', new ClusterError('forbidden', 'secret'));
    telemetry.clusterFailed('eu-1', new Error('secret'));
    expect(metrics.seriesOf('o8.cluster.errors')).toEqual([
      { 'o8.cluster': 'eu-1', 'error.type': 'forbidden' },
      { 'o8.cluster': 'eu-1', 'error.type': 'not_kept' },
    ]);

    const call = { store: 'facts', operation: 'apply', durationMs: 250 };
    const lease = { name: 'cluster/eu-1', epoch: 1, holder: 'secret' };
    const timeout = Object.assign(new Error('secret'), {
      name: 'KnexTimeoutError',
    });
    telemetry.storeAsked(call);
    telemetry.storeAsked({ ...call, error: new LeaseLostError(lease) });
    telemetry.storeAsked({ ...call, error: timeout });
    telemetry.storeAsked({ ...call, error: 'secret' });
    const attributes = { 'o8.store': 'facts', 'db.operation.name': 'apply' };
    expect(metrics.samplesOf('o8.store.duration')).toEqual([
      { value: 0.25, attributes },
      {
        value: 0.25,
        attributes: { ...attributes, 'error.type': 'lease_lost' },
      },
      { value: 0.25, attributes: { ...attributes, 'error.type': 'timeout' } },
      { value: 0.25, attributes: { ...attributes, 'error.type': 'failed' } },
    ]);
  });

  it('follows the leases of this replica by class', () => {
    telemetry.expectLeases(['cluster/eu-1', 'cluster/us-1', 'tick']);
    telemetry.leaseChanged('cluster/eu-1', 'taken');
    telemetry.leaseChanged('cluster/us-1', 'taken');
    telemetry.leaseChanged('cluster/us-1', 'lost');
    expect(telemetry.standing()).toMatchObject({
      leasesHeld: new Map([
        ['cluster', 1],
        ['tick', 0],
      ]),
      leasesExpected: new Map([
        ['cluster', 2],
        ['tick', 1],
      ]),
    });
    telemetry.leaseChanged('cluster/eu-1', 'given_back');
    expect(telemetry.standing().leasesHeld.get('cluster')).toBe(0);
    expect(
      metrics.seriesOf('o8.lease.changes').map(each => each['o8.change']),
    ).toEqual(['taken', 'taken', 'lost', 'given_back']);
  });

  it('tells of requests, caches and the index', () => {
    telemetry.requestAnswered({
      method: 'GET',
      route: '/modules',
      status: 304,
      durationMs: 2,
    });
    telemetry.cacheAsked('lists', true);
    telemetry.cacheAsked('lists', false);
    expect(metrics.samplesOf('o8.http.request.duration')).toEqual([
      {
        value: 0.002,
        attributes: {
          'http.route': '/modules',
          'http.request.method': 'GET',
          'http.response.status_code': 304,
        },
      },
    ]);
    expect(metrics.seriesOf('o8.cache.requests')).toEqual([
      { 'o8.cache': 'lists', 'o8.result': 'hit' },
      { 'o8.cache': 'lists', 'o8.result': 'miss' },
    ]);

    expect(telemetry.standing().indexLookedMs).toBeUndefined();
    telemetry.indexLooked({ changed: false });
    expect(metrics.samplesOf('o8.index.snapshots')).toEqual([]);
    telemetry.indexLooked({ changed: true });
    expect(metrics.samplesOf('o8.index.snapshots')).toHaveLength(1);
    expect(telemetry.standing().indexLookedMs).toBeCloseTo(
      performance.now(),
      -3,
    );
  });

  it('makes work a span, with its result and its failure', async () => {
    const work = telemetry.span(
      'o8.list',
      { 'o8.cluster': 'eu-1' },
      async () => 7,
    );
    await expect(work).resolves.toBe(7);
    expect(tracing.startActiveSpan).toHaveBeenCalledWith(
      'o8.list',
      { attributes: { 'o8.cluster': 'eu-1' } },
      expect.any(Function),
    );
    const failing = telemetry.span('o8.list', {}, async () => {
      throw new Error('away');
    });
    await expect(failing).rejects.toThrow('away');
  });
});

import { waitFor } from '../engine/__testUtils__/waitFor';
import type { Series } from './__testUtils__/parseSeries';
import { startCollector } from './__testUtils__/startCollector';
import { MODULE, startMeasured } from './__testUtils__/startMeasured';
import { toPrometheusNames } from './__testUtils__/toPrometheusNames';
import { METRICS, type MetricDefinition } from './metrics';

jest.setTimeout(240_000);

const LIMIT_MS = 60_000;
const DETAIL = `/modules/component/default/${MODULE}`;
const DEFINITIONS: MetricDefinition[] = Object.values(METRICS);

function findMissing(series: Series[]): string[] {
  const found = new Set(series.map(({ name }) => name));
  return DEFINITIONS.filter(
    definition => !toPrometheusNames(definition).every(name => found.has(name)),
  ).map(({ name }) => name);
}

function findLabels(series: Series[], definition: MetricDefinition): string[] {
  const names = toPrometheusNames(definition);
  const labels = series
    .filter(({ name }) => names.includes(name))
    .flatMap(each => Object.keys(each.labels));
  return [...new Set(labels)];
}

function valuesOf(series: Series[], name: string, label: string): string[] {
  return [
    ...new Set(
      series.filter(s => s.name === name).map(({ labels }) => labels[label]),
    ),
  ].sort();
}

describe('a real backend with packages/backend/src/instrumentation.js', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let measured: Awaited<ReturnType<typeof startMeasured>>;
  let series: Series[];

  beforeAll(async () => {
    collector = await startCollector();
    measured = await startMeasured({ traceUrl: collector.url });
    await waitFor(
      () => measured.replica.get(DETAIL).then(() => 'there', String),
      said => said === 'there',
      LIMIT_MS,
    );
    await waitFor(
      async () => {
        await measured.replica.get('/modules');
        series = await measured.scrape();
        return [
          ...findMissing(series),
          // The last to come: what was read at the start is in neither lag.
          ...['judged', 'written'].filter(
            stage =>
              !valuesOf(series, 'o8_change_lag_count', 'o8_stage').includes(
                stage,
              ),
          ),
        ];
      },
      names => names.length === 0,
      LIMIT_MS,
      500,
    );
  });

  afterAll(async () => {
    await measured?.close();
    await collector?.close();
  });

  it('shows every metric that is documented, with its labels and no others', () => {
    for (const definition of DEFINITIONS) {
      const allowed = [
        ...definition.attributes.map(name => name.replaceAll('.', '_')),
        'otel_scope_name',
        'le',
      ];
      expect({
        name: definition.name,
        others: findLabels(series, definition).filter(
          label => !allowed.includes(label),
        ),
      }).toEqual({ name: definition.name, others: [] });
    }
    expect(series.map(({ name }) => name)).toContain(
      'nodejs_eventloop_utilization',
    );
  });

  it('tells of what it reads, and of a cluster that is away', () => {
    expect(valuesOf(series, 'o8_cluster_errors_total', 'error_type')).toContain(
      'unreachable',
    );
    expect(valuesOf(series, 'o8_sources', 'o8_cluster')).toContain('away');
    expect(valuesOf(series, 'o8_leases_held', 'o8_lease_class')).toEqual([
      'assess',
      'cluster',
      'tick',
    ]);
    const gauge = (name: string) => series.find(s => s.name === name)?.value;
    expect(gauge('o8_store_up')).toBe(1);
  });

  it('knows requests by their route, and names no module and no secret', () => {
    const routes = valuesOf(
      series,
      'o8_http_request_duration_count',
      'http_route',
    );
    expect(routes).toEqual(['/modules', '/modules/:kind/:namespace/:name']);
    const text = JSON.stringify(series);
    expect(text).not.toContain(MODULE);
    expect(text).not.toContain(measured.token);
  });

  it('is healthy for everybody who asks, while a cluster is away', async () => {
    const health = await fetch(`${measured.url}/api/o8/v1/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      { status: 'ok' },
    ]);
    const others = await fetch(`${measured.url}/api/o8/v1/modules`);
    expect(others.status).toBe(401);
  });

  it('sends traces of what it does by itself', async () => {
    const sent = await waitFor(
      async () => collector.bodies.join('\n'),
      text => text.includes('"o8.judge"') && text.includes('"o8.list"'),
      LIMIT_MS,
      250,
    );
    expect(sent).toMatch(/^\/v1\/traces /);
    expect(sent).toContain('"o8.cluster"');
    expect(sent).not.toContain(measured.token);
  });
});

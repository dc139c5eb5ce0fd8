import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';
import {
  getReadiness,
  newTrace,
  scrape,
  waitUntilReady,
} from './moduleChecks.mjs';
import { sumOf } from './parseMetrics.mjs';
import { request } from './request.mjs';

const HISTOGRAM = 'http_server_request_duration_seconds';
const METRICS = '/internal/metrics';
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A service that has neither database nor bus: its HTTP, metrics, logs and spans. */
export async function checkPlain(world, steps) {
  const plain = await world.start(world.modules.plain);
  const about = [plain];
  const { port } = plain;
  await steps.require(
    'a service starts, and its probes answer',
    async () => {
      await waitUntilReady(plain);
      const { paths } = plain.module;
      for (const path of new Set(Object.values(paths))) {
        assert.equal((await request(port, path)).status, 200, path);
      }
    },
    about,
  );
  await steps.run(
    'it answers what it has, and says what it has not',
    async () => {
      const { status, headers, text } = await request(port, '/');
      assert.equal(status, 200);
      assert.match(headers['content-type'], /^application\/json/);
      assert.deepEqual(JSON.parse(text), { module: plain.label });
      await checkRefusals(port);
    },
    about,
  );
  await steps.run(
    'metrics count requests by method, route and status, and nothing else',
    () => checkMetrics(plain),
    about,
  );
  await steps.run(
    'a request is a span of the trace that its caller has begun',
    () => checkTrace(world, plain),
    about,
  );
  await steps.run(
    'it ends with 0 on SIGTERM, and every line is one of JSON',
    async () => {
      // What callers write cannot make a line of a log.
      await request(port, '/%0A%7B%22level%22:1%7D');
      plain.signal('SIGTERM');
      assert.deepEqual(await plain.ended(), { code: 0, signal: null });
      plain.checkLogs();
    },
    about,
  );
}

async function checkRefusals(port) {
  const head = await request(port, '/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.text], [200, '']);
  const missing = await request(port, '/nowhere/1?a=b');
  assert.equal(missing.status, 404);
  assert.equal(typeof JSON.parse(missing.text).error, 'string');
  for (const method of ['DELETE', 'PROPFIND']) {
    const { status, headers, text } = await request(port, '/', { method });
    assert.equal(status, 405, method);
    const allowed = headers.allow.split(/,\s*/);
    assert(allowed.includes('GET') && !allowed.includes(method), headers.allow);
    assert.equal(typeof JSON.parse(text).error, 'string');
  }
}

async function checkMetrics(plain) {
  await getReadiness(plain);
  const samples = await scrape(plain, METRICS);
  const of = (method, route, status) =>
    sumOf(samples, `${HISTOGRAM}_count`, {
      http_request_method: method,
      http_route: route,
      http_response_status_code: String(status),
    });
  assert.equal(of('GET', '/', 200), 1, 'GET /');
  assert.equal(of('HEAD', '/', 200), 1, 'HEAD /');
  assert.equal(of('GET', '', 404), 1, 'GET of nothing');
  assert.equal(
    sumOf(samples, `${HISTOGRAM}_count`, {
      http_request_method: 'DELETE',
      http_response_status_code: '405',
    }),
    1,
    'DELETE',
  );
  assert.equal(
    sumOf(samples, `${HISTOGRAM}_count`, { http_request_method: '_OTHER' }),
    1,
    'PROPFIND',
  );
  assert.equal(sumOf(samples, `${HISTOGRAM}_count`), 5, 'Probes are counted');
  const bounds = samples
    .filter(
      ({ name, labels }) =>
        name === `${HISTOGRAM}_bucket` &&
        labels.http_request_method === 'HEAD' &&
        labels.le !== '+Inf',
    )
    .map(({ labels }) => Number(labels.le));
  assert.deepEqual(bounds, BUCKETS);
  assert(
    samples.some(({ name }) => /^(process_|jvm_|python_|go_)/.test(name)),
    'There are no metrics of the process',
  );
}

async function checkTrace({ traces }, { port, label, module }) {
  const { traceId, spanId, headers } = newTrace();
  await request(port, '/?a=b', { headers });
  await request(port, module.paths.readiness, { headers });
  const [span] = await eventually('the span of the request', () => {
    const spans = traces.ofTrace(traceId);
    return spans.length > 0 && spans;
  });
  assert.equal(span.service, label);
  assert.equal(span.parentSpanId, spanId);
  assert.equal(span.kind, 'server');
  assert.equal(span.name, 'GET /');
  assert.equal(span.attributes['http.route'], '/');
  assert.equal(span.attributes['http.request.method'], 'GET');
  assert.equal(span.attributes['http.response.status_code'], 200);
  assert.equal(span.resource['k8s.namespace.name'], label);
  assert.equal(span.resource['k8s.cluster.name'], 'eu-1');
  assert.equal(traces.ofTrace(traceId).length, 1, 'Probes are traced');
  assert.deepEqual(traces.problems, []);
}

/** All that is wrong is said in one line, by its name. */
export async function checkSettings(world) {
  const broken = await world.start(world.modules.visits, {
    port: 'nonsense',
    changes: { PGHOST: undefined, NATS_URL: undefined, PGSSLMODE: 'maybe' },
  });
  assert.deepEqual(await broken.ended(), { code: 1, signal: null });
  broken.checkLogs();
  assert.equal(broken.lines.length, 1, broken.describe());
  const [{ text }] = broken.lines;
  for (const name of ['PORT', 'PGHOST', 'NATS_URL', 'PGSSLMODE']) {
    assert(text.includes(name), `Nothing of ${name}: ${text}`);
  }
  assert(!text.includes('p@ss'), 'A secret is in the log');
}

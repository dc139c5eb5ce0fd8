import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';
import { parseMetrics, sumOf } from './parseMetrics.mjs';
import { request } from './request.mjs';

// A client of a bus or a database may wait for 10 s before it tries again.
const READY_MS = 25_000;
const START_MS = 20_000;

/** Waits until a module listens and says that it lives. */
export async function waitUntilAlive(module) {
  await eventually(
    `${module.label} answers`,
    async () => {
      if (module.hasEnded) {
        const error = new Error(`${module.label} has ended`);
        throw Object.assign(error, { isFinal: true });
      }
      return (await getLiveness(module)).status === 200;
    },
    START_MS,
  );
}

export async function waitUntilReady(module) {
  await waitUntilAlive(module);
  await eventually(
    `${module.label} is ready`,
    async () => (await getReadiness(module)).status === 200,
    READY_MS,
  );
}

export function getLiveness({ port, module }) {
  return request(port, module.paths.liveness);
}

export function getReadiness({ port, module }) {
  return request(port, module.paths.readiness);
}

/** Asks for a visit to be stored; answers the response. */
export function postVisit({ port }, headers) {
  return request(port, '/visits', { method: 'POST', headers });
}

/** The samples that a module shows to Prometheus. */
export async function scrape({ port }, path = '/metrics') {
  const { status, headers, text } = await request(port, path);
  assert.equal(status, 200, `${path} answers ${status}`);
  assert.match(
    headers['content-type'],
    /^(text\/plain|application\/openmetrics)/,
  );
  return parseMetrics(text.replace(/^# EOF$/m, ''));
}

/** One counter of a module, as it is now. */
export async function count(module, name, labels, path) {
  return sumOf(await scrape(module, path), name, labels);
}

/** A new trace that its caller wants to be kept, as W3C writes it. */
export function newTrace() {
  const hex = length =>
    Array.from({ length }, () =>
      Math.floor(Math.random() * 16).toString(16),
    ).join('');
  const traceId = `1${hex(31)}`;
  const spanId = `1${hex(15)}`;
  return {
    traceId,
    spanId,
    headers: { traceparent: `00-${traceId}-${spanId}-01` },
  };
}

/** A response that says that something which the module needs is away, and nothing of it. */
export function assertUnavailable({ status, headers, text }) {
  assert.equal(status, 503, `${status}: ${text}`);
  assert.equal(headers['retry-after'], '1');
  assert.deepEqual(Object.keys(JSON.parse(text)), ['error']);
  assert.doesNotMatch(text, /localhost|127\.0\.0\.1|ECONN|refused|at .*:\d+/i);
}

/** A visit as callers get it. */
export function assertVisit({ id, visitedAt, ...others }) {
  assert.deepEqual(others, {});
  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.match(
    visitedAt,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/,
  );
  const ageMs = Math.abs(Date.now() - Date.parse(visitedAt));
  assert(ageMs < 60_000, `${visitedAt} is not now`);
}

/** What is awaited later, and may have failed before that. */
export function later(promise) {
  promise.catch(() => {});
  return promise;
}

import autocannon from 'autocannon';
import { percentiles } from './percentiles.mjs';

/**
 * One user who asks again and again, each time when he has his answer. Not by autocannon,
 * which measures whole milliseconds.
 */
export async function askInTurn(backend, { paths, token, count, onAnswer }) {
  const times = [];
  for (let index = 0; index < count; index++) {
    const path = paths[index % paths.length];
    times.push(await timeOf(backend, { path, token, onAnswer }));
  }
  return percentiles(times);
}

/** How long one answer took, from the question to its last byte. */
export async function timeOf(backend, { path, token, etag, onAnswer }) {
  const beginMs = performance.now();
  const answer = await backend.ask(path, headersOf({ token, etag }));
  const tookMs = performance.now() - beginMs;
  assertAnswered(path, answer.status);
  onAnswer?.(answer);
  return tookMs;
}

/** As a browser asks. */
export function headersOf({ token, etag }) {
  return {
    'accept-encoding': 'gzip',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(etag && { 'if-none-match': etag }),
  };
}

function assertAnswered(path, status) {
  if (status !== 200 && status !== 304) {
    throw new Error(`${path} answered ${status}`);
  }
}

/**
 * As many users as there are tokens, all at once, each with a connection of his own;
 * with what it cost the backend.
 */
export async function askTogether(backend, { paths, tokens, seconds }) {
  const before = await backend.readProcess();
  const result = await autocannon({
    url: backend.url,
    connections: tokens.length,
    duration: seconds,
    setupClient: asUsers({ paths, tokens }),
  });
  const after = await backend.readProcess();
  const failed = result.non2xx + result.errors;
  if (failed > 0) {
    console.warn(`${failed} of ${result.requests.total} requests failed`);
  }
  const answered = result['2xx'];
  return {
    p50: result.latency.p50,
    p99: result.latency.p99,
    perSecond: answered / result.duration,
    cpuSeconds: (after.cpuMs - before.cpuMs) / 1_000,
    cpuSecondsPer1000: (after.cpuMs - before.cpuMs) / answered,
    answered,
    failed,
  };
}

/** Each client is another user, and begins with another path. */
function asUsers({ paths, tokens }) {
  let count = 0;
  return client => {
    const index = count++;
    const headers = headersOf({ token: tokens[index % tokens.length] });
    const start = (index * 7) % paths.length;
    client.setRequests(
      [...paths.slice(start), ...paths.slice(0, start)].map(path => ({
        method: 'GET',
        path,
        headers,
      })),
    );
  };
}

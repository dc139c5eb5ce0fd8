import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { askInTurn, headersOf } from './load.mjs';
import { pathOf } from './pages.mjs';
import { percentiles } from './percentiles.mjs';
import { isFresh } from './start.mjs';
import { msUntil } from './until.mjs';

const HUB = 'hub';
const LIMIT_MS = 30_000;
const POLL_MS = 2;
const AWAY_MS = 3_000;
const SAMPLE_MS = 100;
const WATCHED_MS = 15_000;

/** From a change at the API server until the REST answer has it. */
export async function measureFreshness({
  figures,
  backend,
  fleet,
  users,
  half,
  plan,
}) {
  figures.begin('Freshness');
  const deploy = await createDeployer({ backend, fleet, users, half });
  const times = [];
  for (let index = 0; index < plan.changes; index++) {
    times.push(await deploy());
    // Not in step with anything that the backend does by the clock.
    await sleep(50 + ((index * 37) % 150));
  }
  const { p50, p99, max, count } = percentiles(times);
  figures.add('change at the API server until in the answer, p50', p50, {
    unit: 'ms',
    most: 150,
  });
  figures.add('the same, p99', p99, {
    unit: 'ms',
    most: 500,
    note: `max ${max.toFixed(0)} ms of ${count}`,
  });
  return { p50, deploy };
}

/** A function that changes one module after the other, and answers how long that took to be seen. */
export async function createDeployer({ backend, fleet, users, half }) {
  const applications = await fleet.listApplications();
  const modules = half.filter(module => applications.has(module));
  let next = 0;
  return async () => {
    const module = modules[next++ % modules.length];
    const revision = randomBytes(20).toString('hex');
    const sinceMs = performance.now();
    const deployed = fleet.deploy(applications.get(module), revision);
    // It is sent while the answer is asked for: the time of the change itself counts too.
    const seen = msUntil(
      async () => {
        const { bytes } = await backend.ask(pathOf(module), {
          ...headersOf({ token: users.reader }),
          'accept-encoding': 'identity',
        });
        return bytes.includes(revision);
      },
      { limitMs: LIMIT_MS, intervalMs: POLL_MS, sinceMs },
    );
    await deployed;
    return seen;
  };
}

/** The cluster with all Applications is away for a while. */
export async function measureAway({ figures, backend, fleet, deploy }) {
  figures.begin(`A cluster is away for ${AWAY_MS / 1_000} s`);
  await fleet.control('PUT', `/clusters/${HUB}/fault`, { fault: 'down' });
  await sleep(AWAY_MS);
  await fleet.control('DELETE', `/clusters/${HUB}/fault`);
  const [seenMs, freshMs] = await Promise.all([
    deploy(),
    msUntil(() => isFresh(backend, [HUB]), {
      limitMs: LIMIT_MS,
      intervalMs: 20,
    }),
  ]);
  figures.add('its sources are fresh again', freshMs / 1_000, {
    unit: 's',
    most: 2,
  });
  figures.add(
    'a change right after it came back is in the answer',
    seenMs / 1_000,
    { unit: 's', most: 2 },
  );
}

/** Every watch of every cluster ends at the same moment, and its past is forgotten. */
export async function measureHerd({
  figures,
  backend,
  fleet,
  users,
  half,
  deploy,
  plan,
}) {
  figures.begin('410 on all watches at once');
  const samples = [];
  let isOver = false;
  const sampled = (async () => {
    while (!isOver) {
      samples.push({
        atMs: performance.now(),
        requests: (await fleet.state()).requests,
      });
      await sleep(SAMPLE_MS);
    }
  })();
  await sleep(2_000);
  const idlePerSecond = peakPerSecond(samples);
  const sinceMs = performance.now();
  await endAllWatches(fleet);
  const pages = askInTurn(backend, {
    paths: half.slice(0, plan.pages).map(pathOf),
    token: users.reader,
    count: plan.asks * 2,
  });
  const [seenMs, freshMs, { p50, p99 }] = await Promise.all([
    deploy(),
    msUntil(() => isFresh(backend, fleet.clusters), {
      limitMs: LIMIT_MS,
      intervalMs: 50,
      sinceMs,
    }),
    pages,
  ]);
  await sleep(Math.max(0, WATCHED_MS - (performance.now() - sinceMs)));
  isOver = true;
  await sampled;
  figures.add('all sources are fresh', freshMs / 1_000, { unit: 's' });
  figures.add('a change right after is in the answer', seenMs / 1_000, {
    unit: 's',
  });
  const during = samples.filter(({ atMs }) => atMs >= sinceMs);
  const requests = during.at(-1).requests - during[0].requests;
  figures.add(
    'requests at the fleet, the busiest second',
    peakPerSecond(during),
    {
      unit: '/s',
      note: `${requests} in ${WATCHED_MS / 1_000} s, ${idlePerSecond}/s before`,
    },
  );
  figures.add('pages meanwhile, p50', p50, {
    unit: 'ms',
    note: `p99 ${p99.toFixed(1)} ms`,
  });
}

/** The last event of each watch is 410, and the history is gone. */
async function endAllWatches(fleet) {
  const fault = { fault: 'status', status: 410, as: 'event' };
  await Promise.all(
    fleet.clusters.map(async cluster => {
      await fleet.control('POST', `/clusters/${cluster}/compact`);
      await fleet.control('PUT', `/clusters/${cluster}/fault`, fault);
      await fleet.control('DELETE', `/clusters/${cluster}/fault`);
    }),
  );
}

function peakPerSecond(samples) {
  let peak = 0;
  for (const [index, { atMs, requests }] of samples.entries()) {
    const before = samples
      .slice(0, index)
      .findLast(sample => atMs - sample.atMs >= 1_000);
    if (before) {
      const seconds = (atMs - before.atMs) / 1_000;
      peak = Math.max(peak, (requests - before.requests) / seconds);
    }
  }
  return Math.round(peak);
}

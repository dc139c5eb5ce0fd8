import { setTimeout as sleep } from 'node:timers/promises';
import { askInTurn, headersOf } from './load.mjs';
import { askCold, measureFloors } from './pages.mjs';

export const LIST = '/api/o8/v1/modules?limit=100';
const ROUTES = [
  ['/modules', LIST],
  ['/fleet', '/api/o8/v1/fleet?limit=100'],
];
const QUIET_MS = 3_000;
const ASK_AGAIN_MS = 25;

/** What the first page of each list costs, with changes all the time and without. */
export async function measureLists({ figures, backend, fleet, users, plan }) {
  for (const [name, path] of ROUTES) {
    figures.begin(`First page of 100 of ${name}`);
    const { status } = await backend.ask(
      path,
      headersOf({ token: users.reader }),
    );
    if (status === 404) {
      figures.add('the route', 'is not there', { least: 1 });
      continue;
    }
    await measureList({ figures, backend, fleet, users, plan, path });
  }
}

async function measureList({ figures, backend, fleet, users, plan, path }) {
  const { bytes, open, token } = await measureFloors({
    backend,
    users,
    plan,
    path,
  });
  figures.add('bytes of the page as they are sent', bytes, { unit: 'B' });
  figures.add('floor: the same bytes from memory, p50', open.p50, {
    unit: 'ms',
  });
  figures.add('floor: with the token verified, p50', token.p50, { unit: 'ms' });
  const paths = [path];
  const callers = [
    ['sees all', users.reader],
    ['sees half', users.owner],
  ];
  for (const [who, caller] of callers) {
    const warm = await askInTurn(backend, {
      paths,
      token: caller,
      count: plan.asks,
    });
    figures.add(`warm, ${who}, p50`, warm.p50, {
      unit: 'ms',
      floor: token.p50,
      most: 5 * token.p50,
      note: `p99 ${warm.p99.toFixed(1)} ms`,
    });
  }
  const colds = await askCold(backend, {
    paths,
    tokens: callers.map(([, caller]) => caller),
    rounds: plan.coldRounds,
  });
  for (const [index, [who]] of callers.entries()) {
    const { p50, max, count } = colds[index];
    figures.add(`cold, ${who}, p50`, p50, {
      unit: 'ms',
      floor: token.p50,
      note: `max ${max.toFixed(1)} ms of ${count}`,
    });
  }
  const { churnPerSecond } = await fleet.state();
  await fleet.control('PUT', '/churn', { perSecond: 0 });
  await sleep(QUIET_MS);
  const quiet = await askInTurn(backend, {
    paths,
    token: users.reader,
    count: plan.asks,
  });
  figures.add('warm, nothing but status noise, p50', quiet.p50, {
    unit: 'ms',
    floor: token.p50,
  });
  await measureNotModified({
    figures,
    backend,
    users,
    plan,
    path,
    floorMs: token.p50,
  });
  await fleet.control('PUT', '/churn', { perSecond: churnPerSecond });
}

/** Whoever has the newest bytes is not sent them again. */
async function measureNotModified({
  figures,
  backend,
  users,
  plan,
  path,
  floorMs,
}) {
  let last = await backend.ask(path, headersOf({ token: users.reader }));
  const counts = { unchanged: 0, changed: 0, sentAgain: 0 };
  const times = [];
  for (let index = 0; index < plan.asks / 4; index++) {
    await sleep(ASK_AGAIN_MS);
    const beginMs = performance.now();
    const { etag } = last.headers;
    const answer = await backend.ask(
      path,
      headersOf({ token: users.reader, etag }),
    );
    if (answer.status === 304) {
      times.push(performance.now() - beginMs);
      counts.unchanged += 1;
      continue;
    }
    counts[answer.bytes.equals(last.bytes) ? 'sentAgain' : 'changed'] += 1;
    last = answer;
  }
  times.sort((a, b) => a - b);
  figures.add('304, p50', times[Math.floor(times.length / 2)] ?? NaN, {
    unit: 'ms',
    floor: floorMs,
  });
  figures.add('the same bytes sent again', counts.sentAgain, {
    most: 0,
    note: `${counts.unchanged} times 304, ${counts.changed} times something new`,
  });
}

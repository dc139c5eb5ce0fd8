import { setTimeout as sleep } from 'node:timers/promises';
import { askInTurn, askTogether, headersOf, timeOf } from './load.mjs';
import { percentiles } from './percentiles.mjs';
import { measureSteady } from './steady.mjs';

const API = '/api/o8/v1';
const SOURCES = `${API}/sources`;
/** More than how long decisions are kept by default. */
const COLD_MS = 3_300;

export const pathOf = module => `${API}/modules/component/default/${module}`;

/** What the entity page of a module costs: one request for its cards, one for its sources. */
export async function measurePages({
  figures,
  backend,
  fleet,
  users,
  half,
  plan,
}) {
  figures.begin('Entity page');
  const paths = half.slice(0, plan.pages).map(pathOf);
  const floors = await measureFloors({ backend, users, plan, path: paths[0] });
  figures.add('bytes of a page as they are sent', floors.bytes, { unit: 'B' });
  figures.add('floor: the same bytes from memory, p50', floors.open.p50, {
    unit: 'ms',
  });
  figures.add('floor: with the token verified, p50', floors.token.p50, {
    unit: 'ms',
  });

  const callers = [
    ['sees all', users.reader],
    ['sees half', users.owner],
  ];
  for (const [who, token] of callers) {
    await askInTurn(backend, { paths, token, count: paths.length });
    const warm = await askInTurn(backend, { paths, token, count: plan.asks });
    figures.add(`warm, ${who}, p50`, warm.p50, {
      unit: 'ms',
      floor: floors.token.p50,
      most: 5 * floors.token.p50,
      note: `p99 ${warm.p99.toFixed(1)} ms`,
    });
  }
  const colds = await askCold(backend, {
    paths,
    tokens: callers.map(([, token]) => token),
    rounds: plan.coldRounds,
  });
  for (const [index, [who]] of callers.entries()) {
    const { p50, max, count } = colds[index];
    figures.add(`cold, ${who}, p50`, p50, {
      unit: 'ms',
      floor: floors.token.p50,
      most: 40 * floors.token.p50,
      note: `max ${max.toFixed(1)} ms of ${count}`,
    });
  }
  await measureTogether({ figures, backend, fleet, users, paths, plan });
  await measureSources({ figures, backend, users, paths, plan });
}

/** The other question of the page: how fresh its clusters are. */
async function measureSources({ figures, backend, users, paths, plan }) {
  const { token } = await measureFloors({
    backend,
    users,
    plan,
    path: SOURCES,
  });
  const sources = await askInTurn(backend, {
    paths: [SOURCES],
    token: users.reader,
    count: plan.asks,
  });
  figures.add('/sources, warm, p50', sources.p50, {
    unit: 'ms',
    floor: token.p50,
    most: 5 * token.p50,
    note: `p99 ${sources.p99.toFixed(1)} ms`,
  });
  const { answered, perSecond, cpuSecondsPer1000 } = await askTogether(
    backend,
    {
      paths: paths.flatMap(path => [path, SOURCES]),
      tokens: users.tokens,
      seconds: plan.loadSeconds,
    },
  );
  figures.add('pages per second, both asked each time', perSecond / 2, {
    least: 1_000,
    note: `${(2 * cpuSecondsPer1000).toFixed(2)} s CPU per 1,000 of ${
      answered / 2
    }`,
  });
}

async function measureTogether({
  figures,
  backend,
  fleet,
  users,
  paths,
  plan,
}) {
  const seconds = plan.loadSeconds;
  const floorPath = ['/api/bench/token/answer'];
  const { tokens } = users;
  const floor = await askTogether(backend, {
    paths: floorPath,
    tokens,
    seconds,
  });
  let quiet;
  const idle = await countRequests(fleet, async () => {
    quiet = await measureSteady(backend, seconds);
  });
  let load;
  // Once before, so that nobody's first decision is among what is called warm.
  await askTogether(backend, { paths, tokens, seconds: plan.warmUpSeconds });
  const asked = await countRequests(fleet, async () => {
    load = await askTogether(backend, { paths, tokens, seconds });
  });
  const quietSeconds = (quiet.cpuPercent / 100) * seconds;
  const who = `${tokens.length} users`;
  figures.add(`pages per second, ${who}`, load.perSecond, {
    floor: floor.perSecond,
    least: 1_000,
  });
  figures.add(`latency, ${who}, p50`, load.p50, {
    unit: 'ms',
    floor: floor.p50,
    note: `p99 ${load.p99} ms, floor ${floor.p99} ms`,
  });
  figures.add('CPU per 1,000 pages', load.cpuSecondsPer1000, {
    unit: 's',
    floor: floor.cpuSecondsPer1000,
    most: 1,
    note: `${load.cpuSeconds.toFixed(1)} s in all, ${quietSeconds.toFixed(
      1,
    )} s in as long without pages`,
  });
  figures.add('requests that failed', load.failed, {
    most: 0,
    note: `of ${load.answered + load.failed}`,
  });
  figures.add(
    'requests to clusters per page',
    Math.max(0, asked - idle) / load.answered,
    {
      most: 0.01,
      note: `${asked} at the fleet during ${load.answered} pages, ${idle} in as long without`,
    },
  );
}

/** The floors answer the very bytes of a route. */
export async function measureFloors({ backend, users, plan, path }) {
  const token = users.reader;
  const answer = await backend.ask(path, headersOf({ token }));
  if (answer.status !== 200) {
    throw new Error(
      `${path} answered ${answer.status}: ${answer.bytes.subarray(0, 300)}`,
    );
  }
  await backend.keepAnswer('answer', answer);
  const ask = (paths, options) =>
    askInTurn(backend, { paths, count: plan.asks, ...options });
  // The first run lets the machine get warm.
  await ask(['/api/bench/token/answer'], { token });
  return {
    bytes: answer.bytes.length,
    open: await ask(['/api/bench/open/answer']),
    token: await ask(['/api/bench/token/answer'], { token }),
  };
}

/**
 * Callers who asked nothing for seconds: nothing is decided any more, and it is another
 * page each time. A list of times for each of them.
 */
export async function askCold(backend, { paths, tokens, rounds }) {
  const times = tokens.map(() => []);
  for (let round = 0; round < rounds; round++) {
    await sleep(COLD_MS);
    const path = paths[(round * 11 + 5) % paths.length];
    for (const [index, token] of tokens.entries()) {
      times[index].push(await timeOf(backend, { path, token }));
    }
  }
  return times.map(percentiles);
}

async function countRequests(fleet, run) {
  const before = (await fleet.state()).requests;
  await run();
  return (await fleet.state()).requests - before;
}

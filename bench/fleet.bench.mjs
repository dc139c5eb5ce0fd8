// What the demo fleet takes at its largest: start, memory, and how fast it answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(
  new URL('../packages/o8-fleet/bin/o8-fleet', import.meta.url),
);
const MODULES = 2000;
const CLUSTERS = 20;
const CHURN_PER_SECOND = 50;
const WATCHED_MS = 60_000;
const LIST_RUNS = 5;
const LISTED = 3000;
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';

/** Starts the fleet; resolves with what it says when it listens. */
async function startFleet(dataDir) {
  const child = spawn(
    process.execPath,
    [
      BIN,
      ...['--port', '0', '--git-port', '0', '--data-dir', dataDir],
      ...['--modules', String(MODULES), '--clusters', String(CLUSTERS)],
      ...['--churn', String(CHURN_PER_SECOND)],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', data => (out += data));
  const fleet = await new Promise((resolve, reject) => {
    child.stderr.on('data', data => {
      err += data;
      if (err.includes('listening at')) {
        resolve(JSON.parse(out));
      }
    });
    child.once('exit', code =>
      reject(new Error(`The fleet ended with ${code}:\n${err}`)),
    );
  });
  return { child, fleet };
}

/** Only where the kernel tells it of other processes. */
async function readRssMb(pid) {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
  } catch {
    return 'unknown';
  }
}

function growth(fromMb, toMb) {
  const isKnown = [fromMb, toMb].every(mb => typeof mb === 'number');
  return isKnown ? toMb - fromMb : 'unknown';
}

async function open(url, { ca, token }) {
  const headers = { authorization: `Bearer ${token}` };
  const [answer] = await once(get(url, { ca, headers }), 'response');
  if (answer.statusCode !== 200) {
    throw new Error(`${url} answered ${answer.statusCode}`);
  }
  return answer;
}

async function readJson(url, access) {
  const chunks = await (await open(url, access)).toArray();
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function listKinds(url, access) {
  const { groups } = await readJson(`${url}/apis`, access);
  const paths = ['/api/v1'].concat(
    groups.flatMap(({ versions }) =>
      versions.map(({ groupVersion }) => `/apis/${groupVersion}`),
    ),
  );
  const lists = await Promise.all(
    paths.map(async base => {
      const { resources } = await readJson(`${url}${base}`, access);
      return resources
        .filter(
          ({ name, verbs }) => !name.includes('/') && verbs.includes('watch'),
        )
        .filter(({ name }) => name !== 'secrets')
        .map(({ name }) => `${base}/${name}`);
    }),
  );
  return lists.flat();
}

/** Counts what all watches of all clusters tell. */
async function watchAll(fleet, access) {
  const counter = { watches: 0, events: 0 };
  for (const { url } of fleet.clusters) {
    for (const kind of await listKinds(url, access)) {
      const { metadata } = await readJson(`${url}${kind}?limit=1`, access);
      const query = `watch=true&resourceVersion=${metadata.resourceVersion}`;
      const answer = await open(`${url}${kind}?${query}`, access);
      counter.watches += 1;
      // The end of the fleet breaks every watch.
      answer.on('error', () => {});
      createInterface({ input: answer })
        .on('line', () => (counter.events += 1))
        .on('error', () => {});
    }
  }
  return counter;
}

/** The median of listing Applications of a cluster that has so many. */
async function listMs(fleet, access) {
  const counts = await Promise.all(
    fleet.clusters.map(async ({ url }) => {
      const list = await readJson(
        `${url}${APPLICATIONS}?limit=1`,
        access,
      ).catch(() => ({ items: [], metadata: {} }));
      const count = list.items.length + (list.metadata.remainingItemCount ?? 0);
      return { url, count };
    }),
  );
  const [most] = counts.sort((a, b) => b.count - a.count);
  const times = [];
  let items = [];
  for (let run = 0; run < LIST_RUNS; run++) {
    const beginMs = performance.now();
    ({ items } = await readJson(
      `${most.url}${APPLICATIONS}?limit=${LISTED}`,
      access,
    ));
    times.push(performance.now() - beginMs);
  }
  const medianMs = times.sort((a, b) => a - b)[Math.floor(LIST_RUNS / 2)];
  return { medianMs: Math.round(medianMs), listed: items.length };
}

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-fleet-bench-'));
const beginMs = performance.now();
const { child, fleet } = await startFleet(dataDir);
try {
  const startMs = performance.now() - beginMs;
  const rssAtStartMb = await readRssMb(child.pid);
  const access = {
    ca: await readFile(fleet.caFile, 'utf8'),
    token: fleet.tokens.viewer,
  };
  const { clusters: states } = await readJson(`${fleet.control}/`, {
    ...access,
    token: fleet.tokens.control,
  });
  const counter = await watchAll(fleet, access);
  counter.events = 0;
  await sleep(WATCHED_MS);
  const eventsPerSecond = counter.events / (WATCHED_MS / 1000);
  const rssLaterMb = await readRssMb(child.pid);
  await sleep(WATCHED_MS);
  const rssAtEndMb = await readRssMb(child.pid);
  const { medianMs, listed } = await listMs(fleet, access);
  console.table({
    'seconds until it listens': Math.round(startMs / 100) / 10,
    'objects of all clusters': states.reduce(
      (sum, { objects }) => sum + objects,
      0,
    ),
    'MB after start': rssAtStartMb,
    [`MB after ${WATCHED_MS / 1000} s, all kinds watched`]: rssLaterMb,
    // Nothing fails by it: the collector runs when it likes, so it tells a trend only.
    'MB more after as long again': growth(rssLaterMb, rssAtEndMb),
    'open watches': counter.watches,
    'events per second': Math.round(eventsPerSecond * 10) / 10,
    [`ms to list ${listed} Applications (median of ${LIST_RUNS})`]: medianMs,
  });
} finally {
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(dataDir, { recursive: true, force: true });
}

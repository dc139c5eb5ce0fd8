import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchWorld } from './BenchWorld.mjs';
import { createSqlite } from './databases.mjs';
import { measureAway, measureFreshness, measureHerd } from './freshness.mjs';
import { measureLists } from './lists.mjs';
import { askTogether } from './load.mjs';
import { measureFloors, measurePages } from './pages.mjs';
import { measurePostgres } from './postgres.mjs';
import { msUntilKnown } from './start.mjs';
import { measureMemory, measureSteady } from './steady.mjs';

const KINDS = {
  Applications: '/apis/argoproj.io/v1alpha1/applications',
  'policy reports': '/apis/wgpolicyk8s.io/v1alpha2/policyreports',
  Backups: '/apis/velero.io/v1/backups',
};

/** All figures of one world. */
export async function measureWorld(options) {
  const { figures, folder, modules, clusters, plan } = options;
  figures.begin(`World: ${modules} modules, ${clusters} clusters`);
  const beginMs = performance.now();
  const world = await BenchWorld.start({
    folder: path.join(folder, 'world'),
    modules,
    clusters,
  });
  try {
    figures.add(
      'seconds until the fleet listens',
      (performance.now() - beginMs) / 1_000,
    );
    for (const [name, count] of Object.entries(
      await world.fleet.count(KINDS),
    )) {
      figures.add(name, count);
    }
    const database = createSqlite(path.join(folder, 'db'));
    const without = await measureWithout({ world, database, plan });
    await measureWith({ figures, world, database, plan, without });
    await measurePostgres({ figures, world });
  } finally {
    await world.stop();
  }
}

/** The same backend without the plugin, with the same load on its floors. */
async function measureWithout({ world, database, plan }) {
  const backend = await world.startBackend({ database, withO8: false });
  try {
    const users = await world.signIn(backend);
    await sleep(plan.settleSeconds * 1_000);
    const steady = await measureSteady(backend, plan.baseSeconds);
    await measureFloors({
      backend,
      users,
      plan,
      path: '/api/catalog/entities/by-query?limit=20',
    });
    await askTogether(backend, {
      paths: ['/api/bench/token/answer'],
      tokens: users.tokens,
      seconds: plan.loadSeconds,
    });
    return { steady, memory: await measureMemory(backend) };
  } finally {
    await backend.stop();
  }
}

async function measureWith({ figures, world, database, plan, without }) {
  const { fleet, modules, half } = world;
  let backend = await world.startBackend({ database, withO8: true });
  try {
    figures.begin('Start and steady state');
    const known = () =>
      msUntilKnown({ backend, database, clusters: fleet.clusters, modules });
    figures.add('first start until all is known', (await known()) / 1_000, {
      unit: 's',
      most: 60,
    });
    await sleep(plan.settleSeconds * 1_000);
    addSteady(
      figures,
      await measureSteady(backend, plan.steadySeconds),
      without,
    );

    const users = await world.signIn(backend);
    const shared = { figures, backend, fleet, users, half, plan };
    await measurePages(shared);
    await measureLists(shared);
    const { deploy } = await measureFreshness(shared);
    await measureAway({ ...shared, deploy });
    await measureHerd({ ...shared, deploy });

    figures.begin('Memory after all of this');
    addMemory(figures, await measureMemory(backend), without.memory);
    await backend.stop();

    figures.begin('Start with what the database knows');
    backend = await world.startBackend({ database, withO8: true });
    figures.add('start until all is known', (await known()) / 1_000, {
      unit: 's',
      most: 60,
    });
  } finally {
    await backend.stop();
  }
}

function addSteady(figures, steady, without) {
  const own = steady.cpuPercent - without.steady.cpuPercent;
  figures.add('CPU of the plugin, of one core', own, {
    unit: '%',
    floor: without.steady.cpuPercent,
    most: 15,
    note: `${steady.cpuPercent.toFixed(1)} % in all`,
  });
  addResident(figures, steady.rssMb, without.steady.rssMb);
}

function addMemory(figures, memory, without) {
  addResident(figures, memory.rssMb, without.rssMb);
  figures.add(
    'heap in use above the backend without the plugin',
    memory.heapMb - without.heapMb,
    {
      unit: 'MiB',
      floor: without.heapMb,
    },
  );
}

function addResident(figures, rssMb, floorMb) {
  figures.add(
    'resident above the backend without the plugin',
    rssMb - floorMb,
    {
      unit: 'MiB',
      floor: floorMb,
      most: 200,
      note: `${Math.round(rssMb)} MiB in all`,
    },
  );
}

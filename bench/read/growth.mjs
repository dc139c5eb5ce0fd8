import path from 'node:path';
import { BenchWorld } from './BenchWorld.mjs';
import { createSqlite } from './databases.mjs';
import { toText } from './Figures.mjs';
import { measureQuickly } from './quickly.mjs';

const MODULES = [50, 500];
/** One cluster that runs modules has the hub beside it. */
const CLUSTERS = [2, 6];
const MODULES_OF_CLUSTERS = 200;

/** What becomes of the main figures with more modules, and with more clusters. */
export async function measureGrowth({ figures, folder, modules, clusters }) {
  figures.begin('Growth');
  const sizes = [
    ...MODULES.filter(count => count < modules).map(count => [count, clusters]),
    ...CLUSTERS.filter(count => count < clusters).map(count => [
      Math.min(MODULES_OF_CLUSTERS, modules),
      count,
    ]),
    [modules, clusters],
  ];
  const rows = [];
  for (const [index, [M, C]] of sizes.entries()) {
    const row = await measureSize(path.join(folder, `size-${index}`), { M, C });
    rows.push({ modules: M, 'clusters beside the hub': C - 1, ...row });
    console.log(`${M} modules, ${C} clusters: done`);
  }
  figures.table(rows);
}

async function measureSize(folder, { M, C }) {
  const world = await BenchWorld.start({ folder, modules: M, clusters: C });
  try {
    const database = createSqlite(path.join(folder, 'db'));
    const row = await measureQuickly({ world, database });
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, toText(value)]),
    );
  } finally {
    await world.stop();
  }
}

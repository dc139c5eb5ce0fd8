import { measureFreshness } from './freshness.mjs';
import { Figures } from './Figures.mjs';
import { askInTurn, askTogether } from './load.mjs';
import { LIST } from './lists.mjs';
import { measureFloors, pathOf } from './pages.mjs';
import { msUntilKnown } from './start.mjs';
import { measureSteady } from './steady.mjs';

const ASKS = 400;
const PAGES = 40;
const SECONDS = 5;
const STEADY_SECONDS = 15;
const CHANGES = 30;

/** The main figures of a world and a database, in less than a minute: a row of a table. */
export async function measureQuickly({ world, database }) {
  const { fleet, modules, half } = world;
  const backend = await world.startBackend({ database, withO8: true });
  try {
    const startMs = await msUntilKnown({
      backend,
      database,
      clusters: fleet.clusters,
      modules,
    });
    const steady = await measureSteady(backend, STEADY_SECONDS);
    const users = await world.signIn(backend);
    const paths = half.slice(0, PAGES).map(pathOf);
    const plan = { asks: ASKS, changes: CHANGES };
    const floors = await measureFloors({
      backend,
      users,
      plan,
      path: paths[0],
    });
    const ask = async asked => {
      const options = { paths: asked, token: users.owner };
      await askInTurn(backend, { ...options, count: asked.length });
      return askInTurn(backend, { ...options, count: ASKS });
    };
    const page = await ask(paths);
    const list = await ask([LIST]);
    const load = await askTogether(backend, {
      paths,
      tokens: users.tokens,
      seconds: SECONDS,
    });
    const figures = new Figures({ isQuiet: true });
    const fresh = await measureFreshness({
      figures,
      backend,
      fleet,
      users,
      half,
      plan,
    });
    return {
      'start s': startMs / 1_000,
      'CPU %': steady.cpuPercent,
      'RSS MiB': steady.rssMb,
      'floor ms': floors.token.p50,
      'page ms': page.p50,
      'list ms': list.p50,
      'pages/s': load.perSecond,
      'change p50 ms': fresh.p50,
    };
  } finally {
    await backend.stop();
  }
}

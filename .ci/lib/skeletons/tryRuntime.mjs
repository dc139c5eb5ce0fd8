import path from 'node:path';
import { freePort } from '../freePort.mjs';
import { Authority } from './certificates.mjs';
import { checkMigrations, checkStart, checkVisits } from './checkDatabase.mjs';
import { checkEvents } from './checkEvents.mjs';
import { checkKafka } from './checkKafka.mjs';
import { checkPlain, checkSettings } from './checkPlain.mjs';
import { checkShutdown } from './checkShutdown.mjs';
import { checkVariants } from './checkVariants.mjs';
import { makeDatabase } from './makeDatabase.mjs';
import { NatsServer } from './NatsServer.mjs';
import { readHba, readModule } from './readModule.mjs';
import { renderModules } from './renderModules.mjs';
import { TlsPostgres } from './TlsPostgres.mjs';
import { TraceReceiver } from './TraceReceiver.mjs';
import { PASSWORD, World } from './World.mjs';

/**
 * Renders the modules of one runtime, builds them as their pipelines do, and lets them
 * meet what modules meet. `kafka` answers a broker, or the reason why there is none.
 */
export async function tryRuntime({
  runtime,
  folder,
  node,
  toolchain,
  steps,
  kafka,
}) {
  const world = await makeWorld({ runtime, folder, node, toolchain });
  const { modules } = world;
  const build = module => world.build(module, steps);
  try {
    // What takes a core goes beside what mostly waits.
    const [, isBuilt] = await Promise.all([
      steps.sequence(async () => {
        await build(modules.visits);
        await steps.run('what is wrong with variables is said at once', () =>
          checkSettings(world),
        );
        await build(modules.counter);
        await checkMigrations(world, steps);
        const started = await checkStart(world, steps);
        await checkVisits(world, steps, started);
        await checkEvents(world, steps, started);
        await checkShutdown(world, steps, started);
      }),
      steps.sequence(async () => {
        await build(modules.plain);
        await checkPlain(world, steps);
        await build(modules.worker);
        await build(modules.job);
        await build(modules.kafka);
      }),
    ]);
    // After those that take its servers away.
    await Promise.all([world.postgres.start(), world.nats.start()]);
    if (isBuilt) {
      await steps.sequence(() => checkVariants(world, steps));
      await steps.sequence(async () => checkKafka(world, steps, await kafka));
    }
  } finally {
    await world.end();
  }
}

async function makeWorld({ runtime, folder, node, toolchain }) {
  const metricsPort = await freePort();
  const { platform, modules: rendered } = await renderModules({
    ...{ runtime, node, metricsPort },
    folder: path.join(folder, 'rendered'),
  });
  const modules = Object.fromEntries(
    await Promise.all(
      Object.entries(rendered).map(async ([role, module]) => [
        role,
        await readModule(module),
      ]),
    ),
  );
  const authority = new Authority(path.join(folder, 'ca'), 'Ours');
  // The machine trusts this one, but for a database that says nothing.
  const trusted = new Authority(path.join(folder, 'trusted'), 'Theirs');
  const postgres = await TlsPostgres.create({
    folder,
    ...authority.issue('postgres', { host: 'localhost' }),
    hba: readHba(platform),
  });
  await postgres.start();
  for (const module of Object.values(modules)) {
    await makeDatabase(postgres, module, PASSWORD);
  }
  const nats = await NatsServer.create({
    folder,
    ca: trusted.file,
    ...trusted.issue('nats', { host: 'localhost' }),
  });
  const credentials = new Map();
  for (const { name } of Object.values(modules)) {
    credentials.set(name, await nats.credentialsOf(name));
  }
  const traces = await new TraceReceiver().start();
  return new World({
    ...{ toolchain, modules, metricsPort, postgres, nats, traces },
    ...{ credentials, trust: await toolchain.trust(trusted.file) },
    ca: authority.file,
    strangeCa: trusted.file,
  });
}

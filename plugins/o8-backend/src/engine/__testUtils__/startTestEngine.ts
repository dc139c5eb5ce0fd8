import { mockServices } from '@backstage/backend-test-utils';
import type { Fleet } from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { builtInSources } from '../../sources';
import {
  DatabaseFactStore,
  DatabaseModuleStore,
  DatabaseSourceStore,
  type ModuleEntity,
} from '../../store';
import { readO8Config } from '../../config';
import { Engine } from '../Engine';

/** An engine that reads a fleet into a database, fast enough for tests. */
export async function startTestEngine(options: {
  fleet: Fleet;
  knex: Knex;
  modules: string[];
}) {
  const { fleet, knex, modules } = options;
  const database = mockServices.database({ knex });
  const factStore = await DatabaseFactStore.create({ database });
  const moduleStore = await DatabaseModuleStore.create({ database });
  const sourceStore = await DatabaseSourceStore.create({ database });
  const changed: string[] = [];
  const engine = new Engine({
    config: readO8Config(
      mockServices.rootConfig({ data: { o8: { clusters: toConfig(fleet) } } }),
    ),
    sources: builtInSources,
    factStore,
    moduleStore,
    sourceStore,
    onChanged: async refs => {
      changed.push(...refs);
    },
    logger: mockServices.logger.mock({
      child: () => mockServices.logger.mock(),
    }),
    timing: {
      probeIntervalMs: 200,
      // Long enough for a machine that does other things too.
      probeTimeoutMs: 1_000,
      answerTimeoutMs: 1_000,
      silenceTimeoutMs: 1_000,
      minBackoffMs: 20,
      maxBackoffMs: 200,
    },
  });
  await engine.start();
  await engine.setModules(modules.map(module => createModuleEntity(module)));
  return { engine, factStore, moduleStore, sourceStore, changed };
}

/** The configuration that reads a fleet, as a user would write it. */
export function toConfig(fleet: Fleet) {
  return fleet.clusters.map(({ name, url }) => ({
    name,
    url,
    type: 'kubernetes',
    aliases: [`https://api.${name}.o8.example:6443`],
    caFile: fleet.caFile,
    auth: { token: fleet.tokens.reader },
  }));
}

/** A module of the catalog that promises to lose at most a day. */
export function createModuleEntity(
  module: string,
  overrides: Partial<ModuleEntity> = {},
): ModuleEntity {
  return {
    entityRef: `component:default/${module}`,
    module,
    title: module,
    description: null,
    owner: 'group:default/guests',
    system: null,
    tier: null,
    rpoMs: 24 * 3_600_000,
    ...overrides,
  };
}

/** Asks again and again until the answer is right; says the last one if it never is. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }
    if (Date.now() > endMs) {
      throw new Error(`Still not right: ${JSON.stringify(answer)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

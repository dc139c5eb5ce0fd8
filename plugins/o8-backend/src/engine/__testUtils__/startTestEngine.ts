import { mockServices } from '@backstage/backend-test-utils';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { Fleet } from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { assessors, listJudged } from '../../assess';
import { builtInSources } from '../../sources';
import {
  DatabaseFactReader,
  DatabaseFactStore,
  DatabaseLeaseStore,
  DatabaseModuleStore,
  DatabaseSourceStore,
  type ModuleEntity,
} from '../../store';
import { readO8Config } from '../../config';
import type { EngineTiming } from '../../timing';
import { Engine } from '../Engine';
import { waitFor } from './waitFor';

// Longer than changes of sources are gathered.
const QUIET_LOOKS = 8;

// All kinds of all clusters would cost each test many seconds.
const judged = listJudged(assessors);
const judgedSources = builtInSources.filter(({ id }) => judged.sources.has(id));

/**
 * An engine that reads clusters into a database, fast enough for tests. Without other
 * sources it reads what is judged.
 */
export async function startTestEngine(options: {
  clusters: object[];
  knex: Knex;
  modules: string[];
  sources?: Source[];
  timing?: Partial<EngineTiming>;
}) {
  const { clusters, knex, modules, sources = judgedSources } = options;
  const database = mockServices.database({ knex });
  const factReader = await DatabaseFactReader.create({
    database,
    judgedTypes: judged.types,
  });
  const leaseStore = await DatabaseLeaseStore.create({ database });
  const factStore = await DatabaseFactStore.create({
    database,
    judgedTypes: judged.types,
  });
  const moduleStore = await DatabaseModuleStore.create({ database });
  const sourceStore = await DatabaseSourceStore.create({ database });
  const changed: string[] = [];
  const engine = new Engine({
    config: readO8Config(
      mockServices.rootConfig({ data: { o8: { clusters } } }),
    ),
    sources,
    factReader,
    factStore,
    leaseStore,
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
      assessIdleMs: 100,
      ...options.timing,
    },
  });
  await engine.start();
  await engine.setModules(modules.map(module => createModuleEntity(module)));
  /** Waits until nothing is left to judge, and nothing new comes for a while. */
  async function untilQuiet() {
    let quietLooks = 0;
    await waitFor(
      async () => [
        ...(await moduleStore.listTouched(10)),
        ...(await knex('fan_outs').select()),
      ],
      waiting => {
        quietLooks = waiting.length ? 0 : quietLooks + 1;
        return quietLooks > QUIET_LOOKS;
      },
    );
  }
  return {
    engine,
    untilQuiet,
    factReader,
    factStore,
    leaseStore,
    moduleStore,
    sourceStore,
    changed,
  };
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
    owners: ['group:default/guests'],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: 24 * 3_600_000,
    claims: [],
    claimProblems: [],
    ...overrides,
  };
}

export { waitFor };

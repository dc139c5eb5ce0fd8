import { mockServices } from '@backstage/backend-test-utils';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import type { Lease } from '../../leases';
import { createEntity } from '../../modules/__testUtils__';
import {
  shardOf,
  type Judgement,
  type ModuleStore,
  type TouchedModule,
} from '../../store';
import { AssessLoop } from '../AssessLoop';

/** Says the same of every module. */
export const assessor: Assessor = {
  id: 'made',
  needs: ['made.up'],
  assess: () => ({
    verdict: 'attention',
    headline: { code: 'x', params: {} },
  }),
};

/** The lease of the shard of a module. */
export function leaseOf(module: string): Lease {
  return { name: `assess/${shardOf(module)}`, epoch: 1, holder: 'here' };
}

/** A store in which these modules wait; what is judged is taken off. */
function createStore(touched: TouchedModule[]) {
  const saveStates = jest.fn(
    async ({ states, touched: { module } }: Judgement) => {
      touched.splice(
        touched.findIndex(each => each.module === module),
        1,
      );
      return states.map(({ entityRef }) => entityRef);
    },
  );
  /** All of them, or none. */
  const saveAll = jest.fn(async (judgements: Judgement[]) => {
    const before = [...touched];
    try {
      const saved: string[] = [];
      for (const judgement of judgements) {
        saved.push(...(await saveStates(judgement)));
      }
      return saved;
    } catch (error) {
      touched.splice(0, Infinity, ...before);
      throw error;
    }
  });
  return {
    saveStates,
    saveAll,
    listTouched: jest.fn(
      async (
        limit: number,
        shards?: number[],
        _options?: { isUrgent?: boolean },
      ) =>
        touched
          .filter(({ module }) => shards?.includes(shardOf(module)))
          .slice(0, limit),
    ),
    advanceFanOuts: jest.fn(async (_limit: number) => 0),
    isFanningOut: jest.fn(async () => false),
    reportJudged: jest.fn<
      Promise<void>,
      Parameters<ModuleStore['reportJudged']>
    >(async () => {}),
    entitiesOf: async (modules: string[]) =>
      new Map(
        modules.map(module => [
          module,
          module === 'nobodys' ? [] : [createEntity(module)],
        ]),
      ),
  };
}

const factReader: ConstructorParameters<typeof AssessLoop>[0]['factReader'] = {
  factsOf: async asked =>
    new Map(
      asked.map(({ module, entities }) => [
        module,
        {
          placements: [],
          facts: [],
          entities: Object.fromEntries(
            entities.map(({ entityRef }) => [
              entityRef,
              { binding: 'confirmed', isOthers: false, claimed: [] },
            ]),
          ),
        },
      ]),
    ),
};

/** A loop with these modules to judge, and all that it is given. */
export function createLoop(
  touched: TouchedModule[],
  judges: Assessor[] = [assessor],
) {
  const changed: string[][] = [];
  const logger = mockServices.logger.mock();
  const rush = { isOn: false, drained: jest.fn() };
  const { saveStates, ...moduleStore } = createStore(touched);
  const loop = new AssessLoop({
    factReader,
    moduleStore,
    rush: { isOn: () => rush.isOn, drained: () => rush.drained() },
    listStatuses: async () => [],
    sources: [],
    assessors: judges,
    objectives: {},
    onChanged: async refs => {
      changed.push(refs);
    },
    logger,
  });
  const abort = new AbortController();
  /** Gives the loop the shards of some modules. */
  const give = (...modules: string[]) =>
    modules.map(module =>
      loop.judgeShard(shardOf(module), leaseOf(module), abort.signal),
    );
  const { entitiesOf, ...mocks } = moduleStore;
  return {
    ...mocks,
    saveStates,
    loop,
    changed,
    rush,
    logger,
    touched,
    give,
    abort,
  };
}

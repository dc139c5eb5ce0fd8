import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import * as fc from 'fast-check';
import { o8ModuleConditions, o8ModuleRules } from '../permissions';
import { createEntity } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseVisibilityStore } from './DatabaseVisibilityStore';
import type { ModuleQuery } from './moduleAttributes';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });
const rules = Object.values(o8ModuleRules);
const isMatch = createConditionAuthorizer(rules);
const toCriteria: ConditionTransformer<ModuleQuery> =
  createConditionTransformer(rules);

type Conditions = PermissionCriteria<PermissionCondition>;

/** A module with where it is, as a test makes one. */
interface TestModule {
  name: string;
  owners: string[];
  system: string | null;
  landingZone: string | null;
  placements: { cluster: string; namespace: string }[];
  environments: string[];
}

// What the catalog and clusters may say, and what nobody should; refs as it writes them.
const VALUES = ['a', 'b', 'Ü', 'a\0b', '\uD800', '', 'x'.repeat(300)];
const REFS = ['group:default/a', 'group:default/b', 'user:default/ü'];
const ODD = ['GROUP:Default/A', ...VALUES, "' OR '1' = '1"];

const moduleArbitrary = fc.record({
  owners: fc.uniqueArray(fc.constantFrom(...REFS), { maxLength: 2 }),
  system: fc.option(fc.constantFrom('system:default/a', 'system:default/b')),
  landingZone: fc.option(fc.constantFrom(...VALUES)),
  placements: fc.array(
    fc.record({
      cluster: fc.constantFrom('a', 'b'),
      namespace: fc.constantFrom(...VALUES),
    }),
    { maxLength: 3 },
  ),
  environments: fc.array(fc.constantFrom(...VALUES), { maxLength: 2 }),
});

const params = (...values: string[]) =>
  fc.uniqueArray(fc.constantFrom(...values, ...ODD), { maxLength: 3 });

const conditionArbitrary: fc.Arbitrary<Conditions> = fc.oneof(
  params(...REFS).map(claims => o8ModuleConditions.isModuleOwner({ claims })),
  params('system:default/a', 'System:default/B').map(systems =>
    o8ModuleConditions.isInSystem({ systems }),
  ),
  params().map(namespaces => o8ModuleConditions.isInNamespace({ namespaces })),
  params().map(landingZones =>
    o8ModuleConditions.isInLandingZone({ landingZones }),
  ),
  params().map(clusters => o8ModuleConditions.runsOnCluster({ clusters })),
  params().map(environments =>
    o8ModuleConditions.isInEnvironment({ environments }),
  ),
);

const { criteria: criteriaArbitrary } = fc.letrec<{ criteria: Conditions }>(
  tie => ({
    criteria: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      conditionArbitrary,
      fc.array(tie('criteria'), { maxLength: 3 }).map(allOf => ({ allOf })),
      fc.array(tie('criteria'), { maxLength: 3 }).map(anyOf => ({ anyOf })),
      tie('criteria').map(not => ({ not })),
    ) as fc.Arbitrary<Conditions>,
  }),
);

/** What the rules mean, in the words of the documentation. */
function isMeant(module: TestModule, criteria: Conditions): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(child => isMeant(module, child));
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(child => isMeant(module, child));
  }
  if ('not' in criteria) {
    return !isMeant(module, criteria.not);
  }
  const asked = Object.values(criteria.params ?? {}).flat() as string[];
  const refs = asked.map(ref => ref.toLocaleLowerCase('en-US'));
  const { owners, system, landingZone, placements, environments } = module;
  const any = (values: (string | null)[], wanted = asked) =>
    values.some(value => value && wanted.includes(value));
  return {
    IS_MODULE_OWNER: () => any(owners, refs),
    IS_IN_SYSTEM: () => any([system], refs),
    IS_IN_NAMESPACE: () => any(placements.map(({ namespace }) => namespace)),
    IS_IN_LANDING_ZONE: () => any([landingZone]),
    RUNS_ON_CLUSTER: () => any(placements.map(({ cluster }) => cluster)),
    IS_IN_ENVIRONMENT: () => any(environments),
  }[criteria.rule]!();
}

function toEntity({ name, owners, system, landingZone }: TestModule) {
  return createEntity(name, { owners, system, landingZone });
}

describe.each(databases.eachSupportedId())('Rules of modules, %s', id => {
  let modules: DatabaseModuleStore;
  let store: DatabaseVisibilityStore;

  beforeAll(async () => {
    const database = mockServices.database({ knex: await databases.init(id) });
    modules = await DatabaseModuleStore.create({ database });
    store = await DatabaseVisibilityStore.create({ database });
  });

  async function keep(world: TestModule[]): Promise<void> {
    await modules.reconcile(world.map(toEntity));
    for (const { name, placements, environments } of world) {
      const deployments = environments.map(environment => ({
        cluster: null,
        namespace: '',
        environment,
      }));
      const state = {
        verdict: 'unknown' as const,
        headline: { code: 'x', params: {} },
        deployments,
      };
      await modules.saveStates(
        [
          {
            entityRef: `component:default/${name}`,
            facet: 'sync',
            state,
            sources: [],
            placements,
            binding: 'confirmed',
            assessedAt: '2026-11-22T10:00:00.000Z',
            validUntil: null,
          },
        ],
        { module: name, revision: 1 },
      );
    }
  }

  it('mean the same as SQL, on one module, and in words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(moduleArbitrary, { minLength: 1, maxLength: 6 }),
        fc.array(criteriaArbitrary, { minLength: 10, maxLength: 20 }),
        async (made, criterias) => {
          const world = made.map((module, index) => ({
            ...module,
            name: `m-${index}`,
          }));
          await keep(world);
          const refs = world.map(({ name }) => `component:default/${name}`);
          const resources = await store.attributesOf(refs);
          for (const conditions of criterias) {
            const found = await store.select(toCriteria(conditions));
            const one = await store.select(toCriteria(conditions), [refs[0]]);
            const decision = {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'o8',
              resourceType: 'o8-module',
              conditions,
            } as const;
            const expected = world.map(module => isMeant(module, conditions));
            expect(resources.map(module => isMatch(decision, module))).toEqual(
              expected,
            );
            expect(refs.map(ref => found.includes(ref))).toEqual(expected);
            expect(one.includes(refs[0])).toBe(expected[0]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('match nothing that is no module, not even by what it is not', async () => {
    await keep([]);
    const conditions: Conditions = {
      not: o8ModuleConditions.isModuleOwner({ claims: ['group:default/a'] }),
    };
    const refs = ['component:default/secret', 'x'.repeat(300), 'a\0b'];
    const resources = await store.attributesOf(refs);
    expect(resources).toEqual([undefined, undefined, undefined]);
    const decision = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'o8',
      resourceType: 'o8-module',
      conditions,
    } as const;
    expect(isMatch(decision, resources[0])).toBe(false);
    expect(await store.select(toCriteria(conditions), refs)).toEqual([]);
  });
});

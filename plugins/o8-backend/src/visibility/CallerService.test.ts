import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  o8FleetReadPermission,
  o8LandingZoneUsePermission,
  o8ModuleReadPermission,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Request } from 'express';
import {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
  o8ModuleRules,
} from '../permissions';
import type { VisibilityStore } from '../store';
import { CallerService } from './CallerService';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;
const OWNED = ['component:default/a', 'component:default/b'];
const ALL = [...OWNED, 'component:default/c'];

function ownedBy(...claims: string[]): PolicyDecision {
  return createO8ModuleConditionalDecision(
    o8ModuleReadPermission,
    o8ModuleConditions.isModuleOwner({ claims }),
  );
}

/** What the catalog may answer to: its rules are its own. */
const LABELLED: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'HAS_LABEL', resourceType: 'catalog-entity', params: {} },
};

type Policy = (permission: Permission) => PolicyDecision;

let now = 0;
let requests = 0;

beforeEach(() => {
  now = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

/** With a policy, and a catalog in which everybody may read the entities "b" and "c". */
function createService(policy: Policy, cacheMs = 3_000) {
  const decide = jest.fn(policy);
  const answer = async (asked: { permission: Permission }[]) =>
    // As the client of the permission backend does.
    asked.map(({ permission }) => ({
      id: `request-${(requests += 1)}`,
      ...decide(permission),
    }));
  const permissions = mockServices.permissions.mock({
    authorize: answer as never,
    authorizeConditional: answer as never,
  });
  const getEntitiesByRefs = jest.fn(
    async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref =>
        /[bc]$/.test(ref)
          ? { apiVersion: 'x', kind: 'Component', metadata: { name: ref } }
          : undefined,
      ),
    }),
  );
  const select = jest.fn<
    Promise<string[]>,
    Parameters<VisibilityStore['select']>
  >(async (criteria, refs) =>
    (criteria ? OWNED : ALL).filter(ref => !refs || refs.includes(ref)),
  );
  const logger = mockServices.logger.mock();
  const service = new CallerService({
    auth: mockServices.auth(),
    catalog: { getEntitiesByRefs },
    httpAuth: mockServices.httpAuth(),
    logger,
    permissions,
    store: { select },
    toCriteria: createConditionTransformer(Object.values(o8ModuleRules)),
    cacheMs,
  });
  const asked = () => ({
    permissions:
      permissions.authorize.mock.calls.length +
      permissions.authorizeConditional.mock.calls.length,
    catalog: getEntitiesByRefs.mock.calls.length,
    store: select.mock.calls.length,
  });
  return {
    service,
    decide,
    permissions,
    getEntitiesByRefs,
    select,
    asked,
    logger,
  };
}

function requestOf(user: string): Request {
  const authorization = mockCredentials.user.header(`user:default/${user}`);
  return { headers: { authorization } } as Request;
}

const ann = requestOf('ann');
const bob = requestOf('bob');
const script = {
  headers: { authorization: mockCredentials.service.header() },
} as Request;
const nobody = {
  headers: { authorization: mockCredentials.none.header() },
} as Request;

const onlyModules =
  (module: PolicyDecision, entity: PolicyDecision = ALLOW): Policy =>
  ({ name }) =>
    ({ 'o8.module.read': module, 'catalog.entity.read': entity }[name] ?? DENY);

async function listSeen(
  { service }: ReturnType<typeof createService>,
  of = ann,
) {
  const caller = await service.of(of, o8ModuleReadPermission);
  const visible = await caller.visibleModules();
  return ALL.filter(ref => visible.has(ref));
}

describe('of', () => {
  it('knows who asks', async () => {
    const { service } = createService(() => ALLOW);
    const caller = await service.of(ann, o8FleetReadPermission);
    expect(caller.credentials).toEqual(
      mockCredentials.user('user:default/ann'),
    );
  });

  it('lets nobody in who is not signed in, and asks nothing', async () => {
    const world = createService(() => ALLOW);
    await expect(
      world.service.of(nobody, o8ModuleReadPermission),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });
    expect(world.asked()).toEqual({ permissions: 0, catalog: 0, store: 0 });
  });

  it.each([
    o8FleetReadPermission,
    o8LandingZoneUsePermission,
    o8ModuleReadPermission,
  ])('lets nobody in without $name', async permission => {
    const { service } = createService(({ name }) =>
      name === permission.name ? DENY : ALLOW,
    );
    await expect(service.of(ann, permission)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `You need the permission "${permission.name}"`,
    });
  });

  it('lets in who has it under conditions', async () => {
    const { service } = createService(onlyModules(ownedBy('group:default/x')));
    const caller = await service.of(ann, o8ModuleReadPermission);
    expect(await caller.mayReadFleet()).toBe(false);
  });

  it('asks nothing for what is not needed', async () => {
    const world = createService(() => ALLOW);
    const caller = await world.service.of(ann, o8LandingZoneUsePermission);
    expect(world.asked().permissions).toBe(1);
    expect(await caller.mayReadFleet()).toBe(true);
    expect(world.asked()).toEqual({ permissions: 2, catalog: 0, store: 0 });
  });
});

describe('visibleModules', () => {
  it.each([
    ['all', ALLOW, ALLOW, ALL],
    ['none by the catalog', ALLOW, DENY, []],
    ['what the store finds', ownedBy('group:default/x'), ALLOW, OWNED],
    ['what the catalog shows', ALLOW, LABELLED, [ALL[1], ALL[2]]],
    ['what both do', ownedBy('group:default/x'), LABELLED, [ALL[1]]],
  ])('are %s', async (_, module, entity, expected) => {
    const world = createService(onlyModules(module, entity));
    expect(await listSeen(world)).toEqual(expected);
  });

  it('are none for whom the permission is for something else', async () => {
    const { service } = createService(({ name }) =>
      name === 'o8.fleet.read' ? ALLOW : DENY,
    );
    const caller = await service.of(ann, o8FleetReadPermission);
    const visible = await caller.visibleModules();
    expect(ALL.filter(ref => visible.has(ref))).toEqual([]);
    expect((await caller.canSee(ALL)).has(ALL[0])).toBe(false);
  });

  it('have an id by what they are, whoever sees them', async () => {
    const { service } = createService(
      onlyModules(ownedBy('group:default/x'), LABELLED),
    );
    const caller = await service.of(ann, o8ModuleReadPermission);
    const all = await caller.visibleModules();
    const other = createService(onlyModules(ALLOW, LABELLED));
    const bobs = await other.service.of(bob, o8ModuleReadPermission);
    const few = await bobs.canSee([ALL[0], ALL[1]]);
    expect(few.id).toBe(all.id);
    expect((await bobs.visibleModules()).id).not.toBe(all.id);
  });
});

describe('what is kept', () => {
  const conditional = onlyModules(ownedBy('group:default/x'), LABELLED);

  it('is asked for once, and not at all when warm', async () => {
    const world = createService(conditional);
    const load = async () => {
      const caller = await world.service.of(ann, o8ModuleReadPermission);
      await caller.mayReadFleet();
      await caller.visibleModules();
      await caller.canSee([ALL[0]]);
    };
    await load();
    const cold = world.asked();
    expect(cold).toEqual({ permissions: 2, catalog: 1, store: 1 });
    now += 2_900;
    await load();
    expect(world.asked()).toEqual(cold);
    now += 100;
    await load();
    expect(world.asked()).toEqual({ permissions: 4, catalog: 2, store: 2 });
  });

  it('of one module costs one ref, once', async () => {
    const world = createService(conditional);
    for (const _ of [1, 2]) {
      const caller = await world.service.of(ann, o8ModuleReadPermission);
      const visible = await caller.canSee([ALL[1]]);
      expect(visible.has(ALL[1])).toBe(true);
      expect(visible.has(ALL[2])).toBe(false);
    }
    expect(world.asked()).toEqual({ permissions: 1, catalog: 1, store: 1 });
    expect(world.getEntitiesByRefs.mock.calls[0][0].entityRefs).toEqual([
      ALL[1],
    ]);
  });

  it('of a few takes the same questions, whoever hides them', async () => {
    const world = createService(conditional);
    const caller = await world.service.of(ann, o8ModuleReadPermission);
    // The policy hides "c", the catalog "a", and both what is not there.
    for (const ref of [ALL[2], ALL[0], 'component:default/x']) {
      const before = world.asked();
      expect((await caller.canSee([ref])).has(ref)).toBe(false);
      expect(world.asked()).toEqual({
        permissions: before.permissions,
        catalog: before.catalog + 1,
        store: before.store + 1,
      });
    }
  });

  it('is asked for once, however slow the answers are', async () => {
    const world = createService(permission => {
      now += 500;
      return conditional(permission);
    });
    expect(await listSeen(world)).toEqual([ALL[1]]);
    expect(world.asked()).toEqual({ permissions: 1, catalog: 1, store: 1 });
  });

  it('is shared by who have the same conditions, and asked once at a time', async () => {
    const world = createService(conditional);
    const seen = await Promise.all(
      [ann, bob, ann, bob].map(of => listSeen(world, of)),
    );
    expect(seen).toEqual([[ALL[1]], [ALL[1]], [ALL[1]], [ALL[1]]]);
    expect(world.asked()).toEqual({ permissions: 2, catalog: 1, store: 1 });
  });

  it('is not shared by who have others', async () => {
    const owners = { ann: 'group:default/x', bob: 'group:default/y' };
    let claim = owners.ann;
    const world = createService(permission =>
      onlyModules(ownedBy(claim))(permission),
    );
    await listSeen(world, ann);
    claim = owners.bob;
    await listSeen(world, bob);
    expect(world.select.mock.calls.map(([criteria]) => criteria)).toEqual([
      { attribute: 'owner', values: [owners.ann] },
      { attribute: 'owner', values: [owners.bob] },
    ]);
  });

  it('is not shared with a token of the same user that comes next', async () => {
    const world = createService(() => ALLOW);
    await listSeen(world, ann);
    await listSeen(world, {
      headers: {
        authorization: `${ann.headers.authorization}`.replace(
          'Bearer',
          'bearer',
        ),
      },
    } as Request);
    expect(world.asked().permissions).toBe(2);
  });

  it('does not outlive a decision of the policy', async () => {
    let module: PolicyDecision = ALLOW;
    const world = createService(permission => onlyModules(module)(permission));
    expect(await listSeen(world)).toEqual(ALL);
    module = DENY;
    now += 2_999;
    expect(await listSeen(world)).toEqual(ALL);
    now += 1;
    await expect(listSeen(world)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('is never what somebody saw who had other conditions by then', async () => {
    let entity: PolicyDecision = LABELLED;
    const world = createService(permission =>
      onlyModules(ALLOW, entity)(permission),
    );
    const caller = await world.service.of(ann, o8ModuleReadPermission);
    // The catalog would show her everything now: nobody else may be told so.
    entity = ALLOW;
    now += 1_000;
    await caller.visibleModules();
    expect(world.asked()).toEqual({ permissions: 2, catalog: 0, store: 0 });
  });

  it('is nothing where that is switched off', async () => {
    const world = createService(conditional, 0);
    await listSeen(world);
    const once = world.asked();
    await listSeen(world);
    expect(world.asked()).toEqual({
      permissions: 2 * once.permissions,
      catalog: 2,
      store: 2,
    });
  });
});

describe('services', () => {
  it('see what their permission says; the catalog hides nothing from them', async () => {
    // As of a token that is restricted to permissions of this plugin.
    const world = createService(onlyModules(ALLOW, DENY));
    expect(await listSeen(world, script)).toEqual(ALL);
    expect(world.decide.mock.calls.map(([{ name }]) => name)).toEqual([
      'o8.module.read',
    ]);
  });

  it('see nothing without it', async () => {
    const world = createService(() => DENY);
    await expect(listSeen(world, script)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});

describe('when somebody does not answer', () => {
  it.each([
    ['permission backend', 'authorizeConditional'],
    ['permission backend', 'authorize'],
  ] as const)('nobody is told anything: %s, %s', async (_, method) => {
    const world = createService(() => ALLOW);
    world.permissions[method].mockRejectedValueOnce(
      Object.assign(new Error('secret host'), { name: 'NotFoundError' }),
    );
    const permission =
      method === 'authorize' ? o8FleetReadPermission : o8ModuleReadPermission;
    await expect(world.service.of(ann, permission)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      // Why is for those who run it.
      message: 'Permissions cannot be decided now',
    });
    expect(world.logger.error.mock.calls[0][1]).toEqual({
      error: 'NotFoundError: secret host',
    });
    // It is not kept.
    await expect(world.service.of(ann, permission)).resolves.toBeDefined();
  });

  it('neither everything nor nothing is seen: the catalog', async () => {
    const world = createService(onlyModules(ALLOW, LABELLED));
    world.getEntitiesByRefs.mockRejectedValueOnce(
      Object.assign(new Error('x'), { name: 'NotAllowedError' }),
    );
    await expect(listSeen(world)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'The catalog does not answer',
    });
    expect(await listSeen(world)).toEqual([ALL[1], ALL[2]]);
  });

  it('neither everything nor nothing is seen: the store', async () => {
    const world = createService(onlyModules(ownedBy('group:default/x')));
    world.select.mockRejectedValueOnce(new Error('no database'));
    await expect(listSeen(world)).rejects.toThrow('no database');
    expect(await listSeen(world)).toEqual(OWNED);
  });

  it.each([
    { rule: 'IS_ROUND', params: {} },
    { rule: 'IS_MODULE_OWNER', params: { claims: 'ann' } },
    { rule: 'IS_MODULE_OWNER' },
  ])('a policy that asks %j is wrong, not its caller', async condition => {
    const world = createService(
      onlyModules({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'o8',
        resourceType: 'o8-module',
        conditions: { resourceType: 'o8-module', ...condition },
      }),
    );
    await expect(listSeen(world)).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringContaining('The permission policy asks'),
    });
  });
});

import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  o8FleetReadPermission,
  o8LandingZoneUsePermission,
  o8ModuleReadPermission,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Request } from 'express';
import {
  ALL,
  ALLOW,
  ann,
  bob,
  createService,
  DENY,
  LABELLED,
  listSeen,
  onlyModules,
  OWNED,
  ownedBy,
  useClock,
} from './__testUtils__/createCallers';

const script = {
  headers: { authorization: mockCredentials.service.header() },
} as Request;
const nobody = {
  headers: { authorization: mockCredentials.none.header() },
} as Request;

useClock();

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

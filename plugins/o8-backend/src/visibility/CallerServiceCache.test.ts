import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { o8ModuleReadPermission } from '@orchestr8/backstage-plugin-o8-common';
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
  ownedBy,
  useClock,
} from './__testUtils__/createCallers';

const clock = useClock();

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
    clock.nowMs += 2_900;
    await load();
    expect(world.asked()).toEqual(cold);
    clock.nowMs += 100;
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
      clock.nowMs += 500;
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
    clock.nowMs += 2_999;
    expect(await listSeen(world)).toEqual(ALL);
    clock.nowMs += 1;
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
    clock.nowMs += 1_000;
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

import { Agent, request } from 'undici';
import { createDataDir } from './__testUtils__';
import { DEFAULT_SIZES, startFleet } from './startFleet';
import type { Fleet } from './Fleet';

const PODS = { group: '', kind: 'Pod' };

describe('startFleet', () => {
  const dataDir = createDataDir();
  const open: Fleet[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(fleet => fleet.close()));
  });

  async function start(
    options: Partial<Parameters<typeof startFleet>[0]> = {},
  ) {
    const fleet = await startFleet({
      dataDir,
      seed: 1,
      life: false,
      ...options,
    });
    open.push(fleet);
    return fleet;
  }

  it('serves the demo with its modules and clusters', async () => {
    const fleet = await start();
    expect(fleet.clusters).toHaveLength(DEFAULT_SIZES.clusters);
    expect(fleet.control.state().modules).toHaveLength(DEFAULT_SIZES.modules);
    const dispatcher = new Agent({ connect: { ca: fleet.ca } });
    for (const { name, url } of fleet.clusters) {
      const { statusCode, body } = await request(`${url}/api/v1/pods`, {
        dispatcher,
        headers: { authorization: `Bearer ${fleet.tokens.viewer}` },
      });
      const list = await body.json();
      expect(statusCode).toBe(200);
      expect(list).toMatchObject({ kind: 'PodList' });
      const stored = fleet.stores.get(name)!.list(PODS).length;
      expect(Reflect.get(list as object, 'items')).toHaveLength(stored);
    }
    await dispatcher.destroy();
  });

  it('is the same fleet after a restart, and its revisions only grow', async () => {
    const now = () => new Date('2026-06-01T00:00:00Z');
    const first = await start({ now });
    await first.close();
    open.pop();
    const second = await start({ now });
    expect(second.ca).toBe(first.ca);
    expect(second.tokens).toEqual(first.tokens);
    for (const [name, store] of second.stores) {
      const before = first.stores.get(name)!;
      expect(store.revision).toBeGreaterThan(before.revision);
      const uids = (of: typeof store) =>
        of.list(PODS).map(({ metadata }) => metadata.uid);
      expect(uids(store)).toEqual(uids(before));
    }
  });

  it('has a git host only where a port is given for it', async () => {
    const small = { modules: 1, clusters: 1 };
    const without = await start(small);
    expect(without.git).toBeUndefined();
    expect(without.description).toHaveProperty('git', undefined);
    const { git, description, tokens } = await start({ ...small, gitPort: 0 });
    expect(description.git).toMatchObject({
      url: git?.url,
      username: 'o8',
      token: tokens.git,
    });
    const answer = await fetch(`${git?.url}/`);
    expect(await answer.text()).toContain('There is no repository yet');
  });

  it('gives everything back when one port is taken', async () => {
    const small = { modules: 1, clusters: 1 };
    const { git, port } = await start({ ...small, gitPort: 0 });
    for (const taken of [{ gitPort: git?.port }, { port, gitPort: 0 }]) {
      await expect(start({ ...small, ...taken })).rejects.toMatchObject({
        code: 'EADDRINUSE',
      });
    }
    await open.pop()?.close();
    const again = await start({ ...small, port, gitPort: git?.port });
    expect(again.git?.url).toBe(git?.url);
  });

  it('lets things happen to modules', async () => {
    const fleet = await start();
    const revisions = () =>
      Array.from(fleet.stores.values(), store => store.revision);
    const before = revisions();
    const [module] = fleet.control.state().modules;
    fleet.control.trigger(module, 'degrade');
    expect(revisions()).not.toEqual(before);
    expect(() => fleet.control.trigger(module, 'explode')).toThrow('known are');
    expect(() => fleet.control.trigger('nobody', 'degrade')).toThrow(
      'no module',
    );
  });
});

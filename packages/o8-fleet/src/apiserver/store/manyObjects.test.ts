import {
  createDataDir,
  createObject,
  createTinyWorld,
  TestFleet,
} from '../../__testUtils__';

const COUNT = 10_000;
const CONFIG_MAP = { group: '', kind: 'ConfigMap' };
const CONFIG_MAPS = '/api/v1/configmaps';
const IN_TEAM = '/api/v1/namespaces/team-a/configmaps';
const MEBIBYTE = 1024 * 1024;

describe('many and large objects', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await TestFleet.start({
      dataDir,
      world: createTinyWorld({ configMaps: COUNT }),
      maxLogEvents: COUNT,
    });
  });
  afterAll(() => fleet.close());

  const store = () => fleet.fleet.stores.get('one')!;
  function deleteAll(): number {
    const beginMs = performance.now();
    for (const { metadata } of store().list(CONFIG_MAP)) {
      store().delete(CONFIG_MAP, metadata.namespace, metadata.name);
    }
    return performance.now() - beginMs;
  }
  const watch = () =>
    fleet.watch(
      `${CONFIG_MAPS}?watch=true&resourceVersion=${store().revision}`,
    );

  it('deletes 10,000 at once: a watch misses none', async () => {
    const reader = await watch();
    const tookMs = deleteAll();
    await reader.wait(COUNT);
    reader.close();
    expect(new Set(reader.told).size).toBe(COUNT);
    expect(reader.lines.every(({ type }) => type === 'DELETED')).toBe(true);
    expect((await fleet.api(CONFIG_MAPS)).body.items).toEqual([]);
    // A tenth of it is usual.
    expect(tookMs).toBeLessThan(2_500);
  });

  it('more than is remembered: a slow watch is told so', async () => {
    const data = { text: 'x'.repeat(200) };
    for (let at = 0; at < COUNT; at++) {
      const path = `team-a/again-${at}`;
      store().put(createObject('v1', 'ConfigMap', path, { data }));
    }
    const reader = await watch();
    deleteAll();
    for (let at = 0; at < COUNT; at++) {
      const path = `team-a/more-${at}`;
      store().put(createObject('v1', 'ConfigMap', path, { data }));
    }
    await reader.waitForEnd();
    expect(reader.lines.at(-1)).toMatchObject({
      type: 'ERROR',
      object: { code: 410 },
    });
    deleteAll();
  });

  it.each([
    [2, 201],
    [4, 413],
  ])('an object of %d MiB: %d', async (mebibytes, expected) => {
    const data = { text: 'x'.repeat(mebibytes * MEBIBYTE) };
    const metadata = { name: `large-${mebibytes}` };
    const { status } = await fleet.api(IN_TEAM, {
      method: 'POST',
      as: 'admin',
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
    });
    expect(status).toBe(expected);
    const { body } = await fleet.api(IN_TEAM);
    expect(body.items).toHaveLength(1);
    expect(body.items[0].data.text).toHaveLength(2 * MEBIBYTE);
  });
});

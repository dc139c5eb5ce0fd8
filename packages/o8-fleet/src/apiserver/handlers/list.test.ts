import { gunzipSync } from 'node:zlib';
import {
  createApplication,
  createDataDir,
  createTinyWorld,
  TestFleet,
} from '../../__testUtils__';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const CONFIG_MAPS = '/api/v1/configmaps';
const PARTIAL_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

describe('get and list', () => {
  const dataDir = createDataDir();
  let now = new Date('2026-06-01T00:00:00Z');
  let fleet: TestFleet;
  beforeEach(async () => {
    now = new Date('2026-06-01T00:00:00Z');
    fleet = await TestFleet.start({
      dataDir,
      now: () => now,
      maxLogEvents: 20,
      world: createTinyWorld({ configMaps: 1_500 }),
    });
  });
  afterEach(() => fleet.close());

  const store = () => fleet.fleet.stores.get('one')!;
  async function names(path: string) {
    const { status, body } = await fleet.api(path);
    expect(status).toBe(200);
    return body.items.map(
      ({ metadata }: { metadata: { name: string } }) => metadata.name,
    );
  }

  it('lists all namespaces and one, in order', async () => {
    expect(await names(APPLICATIONS)).toEqual(['one', 'two', 'three']);
    expect(
      await names('/apis/argoproj.io/v1alpha1/namespaces/team-b/applications'),
    ).toEqual(['three']);
    expect(
      await names('/apis/argoproj.io/v1alpha1/namespaces/none/applications'),
    ).toEqual([]);
  });

  it('leaves out the kind of items of built-in groups only', async () => {
    const { body: pods } = await fleet.api('/api/v1/pods');
    expect(pods).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
    expect(pods.items[0]).not.toHaveProperty('kind');
    const { body: applications } = await fleet.api(APPLICATIONS);
    expect(applications.items[0]).toMatchObject({
      kind: 'Application',
      apiVersion: 'argoproj.io/v1alpha1',
    });
  });

  it('serves a kind in the version that was asked for', async () => {
    const path = (version: string) =>
      `/apis/wgpolicyk8s.io/${version}/namespaces/team-a/policyreports/report`;
    const { body: stored } = await fleet.api(path('v1alpha2'));
    const { body: other } = await fleet.api(path('v1beta1'));
    expect(stored.apiVersion).toBe('wgpolicyk8s.io/v1alpha2');
    expect(other).toEqual({ ...stored, apiVersion: 'wgpolicyk8s.io/v1beta1' });
  });

  it.each([
    ['labelSelector=tier', ['one', 'two']],
    ['labelSelector=tier%3Dgold', ['one']],
    ['labelSelector=!tier', ['three']],
    ['labelSelector=tier%20notin%20(gold)', ['two', 'three']],
    ['fieldSelector=metadata.namespace%3Dteam-a', ['one', 'two']],
    ['fieldSelector=metadata.namespace%3Dteam-a,metadata.name!%3Done', ['two']],
    ['labelSelector=tier&fieldSelector=metadata.name%3Dtwo', ['two']],
  ])('selects by %s', async (query, expected) => {
    expect(await names(`${APPLICATIONS}?${query}`)).toEqual(expected);
  });

  it('selects events by what they are about', async () => {
    const path = '/api/v1/namespaces/team-a/events?fieldSelector=';
    expect(await names(`${path}involvedObject.name%3Dweb-1`)).toEqual([
      'started',
    ]);
    expect(await names(`${path}involvedObject.name%3Dother`)).toEqual([]);
  });

  it('goes on with a list that was cut, in the state in which it began', async () => {
    const first = await fleet.api(`${CONFIG_MAPS}?limit=1000`);
    expect(first.body.items).toHaveLength(1000);
    expect(first.body.metadata.remainingItemCount).toBe(500);
    // Neither a deletion nor a creation changes what is still to come.
    store().delete({ group: '', kind: 'ConfigMap' }, 'team-b', 'c-01200');
    store().put({
      ...store().get({ group: '', kind: 'ConfigMap' }, 'team-b', 'c-01201')!,
      data: { text: 'changed' },
    });
    const { continue: token, resourceVersion } = first.body.metadata;
    const second = await fleet.api(
      `${CONFIG_MAPS}?limit=1000&continue=${token}`,
    );
    expect(second.body.items).toHaveLength(500);
    expect(second.body.metadata).toEqual({ resourceVersion });
    expect(second.body.items[200].metadata.name).toBe('c-01200');
    expect(second.body.items[201].data.text).not.toBe('changed');
    expect(await names(`${CONFIG_MAPS}?limit=2000`)).toHaveLength(1499);
  });

  it('refuses to go on when it took too long or too much has changed', async () => {
    const { body } = await fleet.api(`${APPLICATIONS}?limit=1`);
    const next = `${APPLICATIONS}?limit=1&continue=${body.metadata.continue}`;
    expect((await fleet.api(next)).status).toBe(200);
    now = new Date(now.getTime() + 6 * 60_000);
    expect((await fleet.api(next)).body).toMatchObject({
      kind: 'Status',
      code: 410,
      reason: 'Expired',
    });
    now = new Date('2026-06-01T00:00:00Z');
    for (let i = 0; i < 30; i++) {
      store().put(createApplication(`team-a/new-${i}`));
    }
    expect((await fleet.api(next)).status).toBe(410);
  });

  it('knows what a resourceVersion asks for', async () => {
    const { body } = await fleet.api(APPLICATIONS);
    const { resourceVersion } = body.metadata;
    store().put(createApplication('team-a/later'));
    const count = async (query: string) => {
      const { status, body: answer } = await fleet.api(
        `${APPLICATIONS}?${query}`,
      );
      return status === 200 ? answer.items.length : answer;
    };
    expect(await count('resourceVersion=0')).toBe(4);
    expect(await count(`resourceVersion=${resourceVersion}`)).toBe(4);
    const exact = `resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`;
    expect(await count(exact)).toBe(3);
    expect(await count(`resourceVersion=${resourceVersion}&limit=9`)).toBe(3);
    expect(
      await count(`resourceVersion=${Number(resourceVersion) + 9}`),
    ).toMatchObject({ code: 504, reason: 'Timeout' });
    store().compact();
    expect(await count(exact)).toMatchObject({ code: 410, reason: 'Expired' });
  });

  it.each([
    'limit=many',
    'continue=nonsense',
    'labelSelector=a%20b',
    'fieldSelector=spec.project%3Dx',
    'resourceVersionMatch=Exact',
    'resourceVersion=0&resourceVersionMatch=Exact',
    'resourceVersion=abc',
  ])('answers 400 to %s', async query => {
    const { status, body } = await fleet.api(`${APPLICATIONS}?${query}`);
    expect({ status, reason: body.reason }).toEqual({
      status: 400,
      reason: 'BadRequest',
    });
  });

  it('gives metadata only, or a table', async () => {
    const partial = await fleet.api(APPLICATIONS, {
      headers: { accept: PARTIAL_LIST },
    });
    expect(partial.body.kind).toBe('PartialObjectMetadataList');
    expect(partial.body.items).toHaveLength(3);
    expect(Object.keys(partial.body.items[0]).sort()).toEqual([
      'apiVersion',
      'kind',
      'metadata',
    ]);
    const table = await fleet.api(APPLICATIONS, { headers: { accept: TABLE } });
    expect(table.body.kind).toBe('Table');
    expect(
      table.body.rows.map(({ cells }: { cells: string[] }) => cells),
    ).toEqual([
      ['one', '151d'],
      ['two', '151d'],
      ['three', '151d'],
    ]);
    const wrong = await fleet.api(APPLICATIONS, {
      headers: { accept: 'application/vnd.kubernetes.protobuf' },
    });
    expect(wrong.body).toMatchObject({ code: 406, reason: 'NotAcceptable' });
  });

  it('packs long answers when asked, and only those', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    const long = await fleet.api(CONFIG_MAPS, { headers });
    expect(long.headers['content-encoding']).toBe('gzip');
    const list = JSON.parse(gunzipSync(long.bytes).toString('utf8'));
    expect(list.items).toHaveLength(1_500);
    const short = await fleet.api(APPLICATIONS, { headers });
    expect(short.headers['content-encoding']).toBeUndefined();
    const unasked = await fleet.api(CONFIG_MAPS);
    expect(unasked.headers['content-encoding']).toBeUndefined();
    expect(unasked.body.items).toHaveLength(1_500);
  });

  it('answers 404 for objects, kinds and paths that are not there', async () => {
    const object = await fleet.api(
      '/apis/argoproj.io/v1alpha1/namespaces/team-a/applications/none',
    );
    expect(object.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'applications.argoproj.io "none" not found',
      reason: 'NotFound',
      details: { name: 'none', group: 'argoproj.io', kind: 'applications' },
      code: 404,
    });
    for (const path of [
      '/apis/argoproj.io/v1alpha1/nothing',
      '/apis/nothing.io',
      '/openapi/v3',
      '/apis/example.io/v1/namespaces/team-a/zones',
      '/api/v1/pods/web-1',
      '/api/v1/namespaces/team-a/pods/web-1/exec',
    ]) {
      const { status, body } = await fleet.api(path, { as: 'admin' });
      expect([path, status, body.reason]).toEqual([path, 404, 'NotFound']);
    }
  });

  it('tells of a container what its status says', async () => {
    const path = '/api/v1/namespaces/team-a/pods/web-1/log';
    const { headers, body } = await fleet.api(path);
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('simulated');
    expect(body).toContain('startedAt="2026-01-01T00:00:00Z"');
    expect(
      (await fleet.api(`${path}?tailLines=1`)).body.split('\n'),
    ).toHaveLength(2);
    expect((await fleet.api(`${path}?container=none`)).status).toBe(400);
  });
});

import { createDataDir, TestFleet } from '../../__testUtils__';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const LIKE_KUBECTL = `${AGGREGATED},application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json`;

describe('discovery', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await TestFleet.start({ dataDir });
  });
  afterAll(() => fleet.close());

  const get = async (path: string, accept?: string) =>
    fleet.api(path, accept ? { headers: { accept } } : {});

  it('lists versions and groups', async () => {
    expect((await get('/api')).body).toMatchObject({
      kind: 'APIVersions',
      versions: ['v1'],
    });
    const { body } = await get('/apis');
    expect(body.kind).toBe('APIGroupList');
    expect(body.groups.map(({ name }: { name: string }) => name)).toEqual([
      'apps',
      'argoproj.io',
      'velero.io',
      'wgpolicyk8s.io',
      'example.io',
      'apiextensions.k8s.io',
      'authorization.k8s.io',
    ]);
    const group = (await get('/apis/wgpolicyk8s.io')).body;
    expect(group.kind).toBe('APIGroup');
    expect(group.versions).toHaveLength(2);
    expect(group.preferredVersion.groupVersion).toBe('wgpolicyk8s.io/v1alpha2');
  });

  it('lists the resources of a version', async () => {
    const { body: core } = await get('/api/v1');
    expect(core).toMatchObject({ kind: 'APIResourceList', groupVersion: 'v1' });
    const byName = new Map(
      core.resources.map((each: { name: string }) => [each.name, each]),
    );
    expect(byName.get('pods')).toEqual({
      name: 'pods',
      singularName: 'pod',
      namespaced: true,
      kind: 'Pod',
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      shortNames: ['po'],
    });
    expect(byName.get('pods/log')).toMatchObject({ verbs: ['get'] });
    const { body: zones } = await get('/apis/example.io/v1');
    expect(zones.groupVersion).toBe('example.io/v1');
    expect(zones.resources[0]).toMatchObject({
      name: 'zones',
      namespaced: false,
    });
  });

  it('gives everything at once when asked as kubectl asks', async () => {
    const { headers, body } = await get('/apis', LIKE_KUBECTL);
    expect(headers['content-type']).toBe(AGGREGATED);
    expect(headers.vary).toContain('Accept');
    expect(body).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
    });
    expect(body.items).toHaveLength(7);
    const { body: core } = await get('/api', LIKE_KUBECTL);
    expect(core.items).toHaveLength(1);
    const [{ versions }] = core.items;
    expect(versions[0].resources[1]).toMatchObject({
      resource: 'pods',
      responseKind: { group: '', version: 'v1', kind: 'Pod' },
      scope: 'Namespaced',
      subresources: [{ subresource: 'log', verbs: ['get'] }],
    });
  });

  it('stays plain when the plain form is named first', async () => {
    const { body } = await get('/apis', `application/json,${AGGREGATED}`);
    expect(body.kind).toBe('APIGroupList');
    expect((await get('/apis', '*/*')).body.kind).toBe('APIGroupList');
  });

  it('answers 404 to what is not installed', async () => {
    for (const path of [
      '/api/v2',
      '/apis/none.io',
      '/apis/apps/v9',
      '/openapi/v2',
    ]) {
      const { status, body } = await get(path);
      expect([path, status, body.reason]).toEqual([path, 404, 'NotFound']);
    }
    const { status } = await fleet.api('/apis', { method: 'POST', body: {} });
    expect(status).toBe(404);
  });
});

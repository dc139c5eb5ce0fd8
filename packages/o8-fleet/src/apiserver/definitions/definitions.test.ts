import {
  createDataDir,
  createObject,
  TestFleet,
  type WatchReader,
} from '../../__testUtils__';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/test.example/v1/namespaces/team-a/widgets';
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';

type Version = { name: string; served: boolean; storage: boolean };

function createCrd(
  versions: Version[] = [{ name: 'v1', served: true, storage: true }],
  change: { name?: string; scope?: string; names?: object } = {},
) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: change.name ?? 'widgets.test.example' },
    spec: {
      group: 'test.example',
      scope: change.scope ?? 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget', ...change.names },
      versions,
    },
  };
}

const createWidget = (name: string, version = 'v1') => ({
  apiVersion: `test.example/${version}`,
  kind: 'Widget',
  metadata: { name },
  spec: { size: 1 },
});

describe('customresourcedefinitions', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  const open: WatchReader[] = [];
  beforeEach(async () => {
    fleet = await TestFleet.start({ dataDir });
  });
  afterEach(async () => {
    open.splice(0).forEach(reader => reader.close());
    await fleet.close();
  });

  const admin = { as: 'admin' } as const;
  const get = (path: string) => fleet.api(path, admin);
  const post = (path: string, body: object) =>
    fleet.api(path, { ...admin, method: 'POST', body });
  async function watch(path: string): Promise<WatchReader> {
    const { revision } = fleet.fleet.stores.get('one')!;
    const query = `?watch=true&resourceVersion=${revision}`;
    const reader = await fleet.watch(path + query, admin);
    open.push(reader);
    return reader;
  }
  const resourcesOf = async (groupVersion: string) => {
    const { status, body } = await get(`/apis/${groupVersion}`);
    return status === 200
      ? body.resources.map(({ name }: { name: string }) => name)
      : status;
  };

  it('make a kind: in discovery, in lists, in watches', async () => {
    expect(await resourcesOf('test.example/v1')).toBe(404);
    expect((await get(WIDGETS)).status).toBe(404);
    const crds = await watch(CRDS);
    const { status, body } = await post(CRDS, createCrd());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      metadata: { generation: 1, uid: expect.any(String) },
      spec: { names: { singular: 'widget', listKind: 'WidgetList' } },
      status: {
        acceptedNames: { plural: 'widgets', kind: 'Widget' },
        storedVersions: ['v1'],
        conditions: [
          { type: 'NamesAccepted', status: 'True' },
          { type: 'Established', status: 'True' },
        ],
      },
    });
    expect(await crds.wait(1)).toEqual(['ADDED widgets.test.example']);
    expect((await get(CRDS)).body.items).toHaveLength(1);
    expect((await get(`${CRDS}/widgets.test.example`)).status).toBe(200);
    expect(await resourcesOf('test.example/v1')).toEqual(['widgets']);
    const widgets = await watch('/apis/test.example/v1/widgets');
    expect((await post(WIDGETS, createWidget('w'))).status).toBe(201);
    expect(await widgets.wait(1)).toEqual(['ADDED w']);
    expect((await get('/apis/test.example/v1/widgets')).body).toMatchObject({
      kind: 'WidgetList',
      items: [{ apiVersion: 'test.example/v1', metadata: { name: 'w' } }],
    });
  });

  it('take their objects with them, each with its event', async () => {
    await post(CRDS, createCrd());
    await post(WIDGETS, createWidget('a'));
    await post(WIDGETS, createWidget('b'));
    const widgets = await watch('/apis/test.example/v1/widgets');
    const { status } = await fleet.api(`${CRDS}/widgets.test.example`, {
      ...admin,
      method: 'DELETE',
    });
    expect(status).toBe(200);
    await widgets.waitForEnd();
    expect(widgets.told).toEqual(['DELETED a', 'DELETED b']);
    expect((await get('/apis/test.example/v1/widgets')).status).toBe(404);
    expect(await resourcesOf('test.example/v1')).toBe(404);
    // What comes again is empty.
    await post(CRDS, createCrd());
    expect((await get(WIDGETS)).body.items).toEqual([]);
  });

  it('change the version: old paths are gone, objects come in the new one', async () => {
    const alpha = { name: 'v1alpha1', served: true, storage: true };
    const { body: first } = await post(CRDS, createCrd([alpha]));
    const old = '/apis/test.example/v1alpha1/namespaces/team-a/widgets';
    await post(old, createWidget('w', 'v1alpha1'));
    const widgets = await watch(old);
    const put = async (versions: Version[], resourceVersion: string) =>
      fleet.api(`${CRDS}/widgets.test.example`, {
        ...admin,
        method: 'PUT',
        body: {
          ...createCrd(versions),
          metadata: { name: 'widgets.test.example', resourceVersion },
        },
      });
    const both = await put(
      [
        { ...alpha, storage: false },
        { name: 'v1', served: true, storage: true },
      ],
      first.metadata.resourceVersion,
    );
    expect(both.status).toBe(200);
    expect(both.body.status.storedVersions).toEqual(['v1alpha1', 'v1']);
    expect((await get('/apis/test.example')).body.preferredVersion).toEqual({
      groupVersion: 'test.example/v1',
      version: 'v1',
    });
    await widgets.waitForEnd();
    expect(widgets.lines).toEqual([]);
    expect((await get(`${old}/w`)).body.apiVersion).toBe(
      'test.example/v1alpha1',
    );
    const { status } = await put(
      [
        { ...alpha, storage: false, served: false },
        { name: 'v1', served: true, storage: true },
      ],
      both.body.metadata.resourceVersion,
    );
    expect(status).toBe(200);
    expect((await get(old)).status).toBe(404);
    expect((await get(WIDGETS)).body.items).toMatchObject([
      { apiVersion: 'test.example/v1', metadata: { name: 'w' } },
    ]);
  });

  it.each<[string, object]>([
    ['metadata.name', createCrd(undefined, { name: 'gadgets.test.example' })],
    ['spec.scope', createCrd(undefined, { scope: 'Galaxy' })],
    ['spec.versions', createCrd([])],
    ['spec.names.kind', createCrd(undefined, { names: { kind: '' } })],
    [
      'spec.versions',
      createCrd([{ name: 'v1', served: true, storage: false }]),
    ],
  ])('are refused for their %s', async (field, crd) => {
    const { status, body } = await post(CRDS, crd);
    expect(status).toBe(422);
    expect(body.details.causes).toEqual([expect.objectContaining({ field })]);
    expect((await get(CRDS)).body.items).toEqual([]);
  });

  it('keep their scope', async () => {
    await post(CRDS, createCrd());
    const { status, body } = await fleet.api(`${CRDS}/widgets.test.example`, {
      ...admin,
      method: 'PUT',
      body: createCrd(undefined, { scope: 'Cluster' }),
    });
    expect({ status, message: body.message }).toEqual({
      status: 422,
      message: expect.stringContaining('spec.scope: field is immutable'),
    });
  });

  it('are not established under names that are in use', async () => {
    await post(CRDS, createCrd());
    const rival = createCrd(undefined, {
      name: 'wodgets.test.example',
      names: { plural: 'wodgets' },
    });
    const { status, body } = await post(CRDS, rival);
    expect(status).toBe(201);
    expect(body.status.conditions).toMatchObject([
      { type: 'NamesAccepted', status: 'False' },
      { type: 'Established', status: 'False' },
    ]);
    expect(await resourcesOf('test.example/v1')).toEqual(['widgets']);
    await fleet.api(`${CRDS}/wodgets.test.example`, {
      ...admin,
      method: 'DELETE',
    });
    expect(await resourcesOf('test.example/v1')).toEqual(['widgets']);
  });

  it('of what an add-on brought are that add-on', async () => {
    const crd = {
      ...createCrd([{ name: 'v1alpha1', served: true, storage: true }], {
        name: 'applications.argoproj.io',
      }),
    };
    const spec = {
      ...crd.spec,
      group: 'argoproj.io',
      names: { plural: 'applications', kind: 'Application' },
    };
    expect((await post(CRDS, { ...crd, spec })).status).toBe(201);
    expect((await get(APPLICATIONS)).body.items).toHaveLength(3);
  });

  it('belong to whoever may write them', async () => {
    const body = createCrd();
    const { status } = await fleet.api(CRDS, { method: 'POST', body });
    expect(status).toBe(403);
  });

  it('work for whoever writes into the store', async () => {
    const store = fleet.fleet.stores.get('one')!;
    const { apiVersion, kind, metadata, spec } = createCrd();
    store.put(createObject(apiVersion, kind, metadata.name, { spec }));
    expect(await resourcesOf('test.example/v1')).toEqual(['widgets']);
    store.put(createObject('test.example/v1', 'Widget', 'team-a/w'));
    expect((await get(WIDGETS)).body.items).toHaveLength(1);
  });
});

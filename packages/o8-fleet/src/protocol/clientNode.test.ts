import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  VersionApi,
  Watch,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { EventEmitter, once } from 'node:events';
import {
  createApplication,
  createDataDir,
  TestFleet,
  type Call,
} from '../__testUtils__';

const ARGO = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'applications',
};
const IN_TEAM = { ...ARGO, namespace: 'team-a' };
const PATH = '/apis/argoproj.io/v1alpha1/applications';

/** What only this client and this server agree on, neither of which knows the other. */
describe('@kubernetes/client-node', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.start({ dataDir, maxLogEvents: 20 });
  });
  afterEach(() => fleet.close());

  function connect(as: NonNullable<Call['as']> = 'viewer', token?: string) {
    const { clusters, caFile, tokens } = fleet.fleet;
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'one', server: clusters[0].url, caFile }],
      users: [
        { name: 'me', token: token ?? (as === 'nobody' ? '' : tokens[as]) },
      ],
      contexts: [{ name: 'it', cluster: 'one', user: 'me' }],
      currentContext: 'it',
    });
    return config;
  }
  const custom = (as?: Call['as'], token?: string) =>
    connect(as, token).makeApiClient(CustomObjectsApi);
  const store = () => fleet.fleet.stores.get('one')!;
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => 200,
      (error: { code?: number }) => error.code,
    );

  it('knows the version and the resources', async () => {
    const version = await connect().makeApiClient(VersionApi).getCode();
    expect(version.gitVersion).toBe('v1.36.3');
    const list = await custom().getAPIResources({
      group: ARGO.group,
      version: ARGO.version,
    });
    expect(list.resources.map(({ name }) => name)).toEqual(['applications']);
  });

  it('gets and lists, page by page', async () => {
    const core = connect().makeApiClient(CoreV1Api);
    const pod = await core.readNamespacedPod({
      name: 'web-1',
      namespace: 'team-a',
    });
    expect(pod.metadata?.creationTimestamp).toEqual(
      new Date('2026-01-01T00:00:00Z'),
    );
    const names: (string | undefined)[] = [];
    let next: string | undefined;
    do {
      const page = await core.listConfigMapForAllNamespaces({
        limit: 4,
        _continue: next,
      });
      names.push(...page.items.map(({ metadata }) => metadata?.name));
      next = page.metadata?._continue;
    } while (next);
    expect(names).toHaveLength(10);
    expect(names).toEqual([...names].sort());
    const some = await core.listPodForAllNamespaces({
      fieldSelector: 'metadata.namespace!=team-a',
    });
    expect(some.items).toHaveLength(1);
    const log = await core.readNamespacedPodLog({
      name: 'web-1',
      namespace: 'team-a',
    });
    expect(log).toContain('simulated');
  });

  it('creates, patches, replaces and deletes', async () => {
    const api = custom('admin');
    const named = { ...IN_TEAM, name: 'new' };
    const created = await api.createNamespacedCustomObject({
      ...IN_TEAM,
      body: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'new' },
        spec: { project: 'a' },
      },
    });
    expect(created.metadata.uid).toBeTruthy();
    const patched = await api.patchNamespacedCustomObject(
      { ...named, body: { spec: { project: 'b' } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    expect(patched.spec).toEqual({ project: 'b' });
    const replaced = await api.replaceNamespacedCustomObject({
      ...named,
      body: { ...patched, spec: { project: 'c' } },
    });
    expect(replaced.metadata.generation).toBe(3);
    const deleted = await api.deleteNamespacedCustomObject(named);
    expect(deleted.status).toBe('Success');
    expect(await codeOf(api.getNamespacedCustomObject(named))).toBe(404);
  });

  it('gets the errors that real servers give', async () => {
    const api = custom('admin');
    const one = { ...IN_TEAM, name: 'one' };
    const object = await api.getNamespacedCustomObject(one);
    const nobody = custom('viewer', 'wrong');
    expect(await codeOf(nobody.listCustomObjectForAllNamespaces(ARGO))).toBe(
      401,
    );
    const core = connect().makeApiClient(CoreV1Api);
    expect(await codeOf(core.listSecretForAllNamespaces())).toBe(403);
    expect(await codeOf(custom().deleteNamespacedCustomObject(one))).toBe(403);
    const missing = { ...ARGO, plural: 'nothing' };
    expect(await codeOf(api.listCustomObjectForAllNamespaces(missing))).toBe(
      404,
    );
    expect(
      await codeOf(
        api.createNamespacedCustomObject({
          ...IN_TEAM,
          body: {
            ...object,
            metadata: { ...object.metadata, resourceVersion: undefined },
          },
        }),
      ),
    ).toBe(409);
    store().put(createApplication('team-a/one', { changed: 'yes' }));
    expect(
      await codeOf(api.replaceNamespacedCustomObject({ ...one, body: object })),
    ).toBe(409);
    const jsonPatch = [{ op: 'replace', path: '/spec/project', value: 'x' }];
    expect(
      await codeOf(
        api.patchNamespacedCustomObject({ ...one, body: jsonPatch }),
      ),
    ).toBe(415);
  });

  it('watches, and is told when it asks for a forgotten past', async () => {
    const told: string[] = [];
    const watch = new Watch(connect());
    const resourceVersion = `${store().revision}`;
    let end: (error: unknown) => void = () => {};
    const ended = new Promise<unknown>(resolve => {
      end = resolve;
    });
    let tell: () => void = () => {};
    const two = new Promise<void>(resolve => {
      tell = resolve;
    });
    const controller = await watch.watch(
      PATH,
      { resourceVersion },
      (phase, object) => {
        told.push(`${phase} ${object.metadata.name}`);
        if (told.length === 2) tell();
      },
      error => end(error),
    );
    store().put(createApplication('team-a/one', { a: 'b' }));
    store().put(createApplication('team-b/four'));
    await two;
    expect(told).toEqual(['MODIFIED one', 'ADDED four']);
    controller.abort();
    await ended;

    store().compact();
    const refused = await new Promise<Error & { statusCode?: number }>(
      (resolve, reject) => {
        watch.watch(PATH, { resourceVersion }, () => {}, resolve).catch(reject);
      },
    );
    expect(refused.message).toContain('Gone');
  });

  it('keeps an informer up to date', async () => {
    const api = custom();
    const informer = makeInformer<KubernetesObject>(connect(), PATH, () =>
      api.listCustomObjectForAllNamespaces(ARGO),
    );
    const told: string[] = [];
    const changes = new EventEmitter();
    for (const event of ['add', 'update', 'delete'] as const) {
      informer.on(event, object => {
        told.push(`${event} ${object.metadata?.name}`);
        changes.emit('change');
      });
    }
    const until = async (count: number) => {
      while (told.length < count) {
        await once(changes, 'change');
      }
    };
    await informer.start();
    await until(3);
    store().put(createApplication('team-a/one', { a: 'b' }));
    store().delete({ group: ARGO.group, kind: 'Application' }, 'team-a', 'two');
    await until(5);
    expect(told).toEqual([
      'add one',
      'add two',
      'add three',
      'update one',
      'delete two',
    ]);
    expect(informer.list()).toHaveLength(2);
    await informer.stop();
  });
});

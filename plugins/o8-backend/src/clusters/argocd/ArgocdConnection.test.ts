import { createMockDirectory } from '@backstage/backend-test-utils';
import { startFleet, type Fleet, type KubeObject } from '@orchestr8/o8-fleet';
import { writeFile } from 'node:fs/promises';
import type { WatchEvent } from '../ClusterConnection';
import { ArgocdConnection, type ArgocdConnectionOptions } from '.';

jest.setTimeout(30_000);

const { signal } = new AbortController();
const served = (kind: string, plural: string) => ({
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind,
  plural,
});
const APPLICATIONS = served('Application', 'applications');
const PROJECTS = served('AppProject', 'appprojects');
const APPLICATION = { group: 'argoproj.io', kind: 'Application' };

describe('ArgocdConnection with an Argo CD', () => {
  const directory = createMockDirectory();
  const connections: ArgocdConnection[] = [];
  const aborts: AbortController[] = [];
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet({
      seed: 1,
      life: false,
      dataDir: directory.resolve('fleet'),
      modules: 6,
      clusters: 4,
    });
  });

  afterEach(async () => {
    fleet.control.clearFault('hub');
    aborts.splice(0).forEach(abort => abort.abort());
    await Promise.all(connections.splice(0).map(c => c.close()));
  });

  afterAll(() => fleet.close());

  const hub = () => fleet.argocd.find(({ name }) => name === 'hub')!;
  const store = () => fleet.stores.get('hub')!;
  const expected = () =>
    store()
      .list(APPLICATION)
      .map(({ metadata }) => metadata.name)
      .sort();

  function connect(options: Partial<ArgocdConnectionOptions> = {}) {
    const connection = new ArgocdConnection({
      url: hub().url,
      caFile: fleet.caFile,
      auth: { token: hub().token },
      ...options,
      timing: { answerTimeoutMs: 5_000, ...options.timing },
    });
    connections.push(connection);
    return connection;
  }

  async function listAll(connection: ArgocdConnection, kind = APPLICATIONS) {
    const objects = [];
    let version = '';
    for await (const page of connection.list(kind, { signal })) {
      objects.push(...page.objects);
      version = page.resourceVersion;
    }
    const names = objects.map(({ metadata }) => metadata.name).sort();
    return { objects, names, version };
  }

  async function startWatch(connection: ArgocdConnection, kind = APPLICATIONS) {
    const { version } = await listAll(connection, kind);
    const abort = new AbortController();
    aborts.push(abort);
    const events = await connection.watch(kind, {
      resourceVersion: version,
      signal: abort.signal,
    });
    return events[Symbol.asyncIterator]();
  }

  async function nextChange(iterator: AsyncIterator<WatchEvent>) {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) {
        return undefined;
      }
      if (value.type !== 'BOOKMARK') {
        return { type: value.type, object: value.object };
      }
    }
  }

  /** The first bookmark says that everything before it was compared. */
  async function nextBookmark(iterator: AsyncIterator<WatchEvent>) {
    const { value } = await iterator.next();
    expect(value).toMatchObject({ type: 'BOOKMARK' });
  }

  function change(name: string, status: object): KubeObject {
    const { metadata, ...rest } = store()
      .list(APPLICATION)
      .find(each => each.metadata.name === name)!;
    const { resourceVersion: _, ...unversioned } = metadata;
    return { ...rest, metadata: unversioned, status } as KubeObject;
  }

  it('says which Argo CD it is, and which kinds it has', async () => {
    const connection = connect();
    const { description } = await connection.probe({ signal });
    expect(description).toMatch(/^Argo CD v\d/);
    const wanted = [
      { ...APPLICATION, plural: 'applications' },
      { group: '', kind: 'Namespace', plural: 'namespaces' },
      { group: 'argoproj.io', kind: 'AppProject', plural: 'appprojects' },
      { group: 'argoproj.io', kind: 'Rollout', plural: 'rollouts' },
      { ...APPLICATION, plural: 'applications', versions: ['v2'] },
    ];
    expect(await connection.discover(wanted)).toEqual([
      APPLICATIONS,
      null,
      PROJECTS,
      null,
      null,
    ]);
  });

  it('lists Applications in full, as a cluster would give them', async () => {
    const { objects, names } = await listAll(connect());
    expect(names).toEqual(expected());
    expect(names.length).toBeGreaterThan(5);
    for (const object of objects) {
      expect(object).toMatchObject({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { uid: expect.stringMatching(/./) },
        // What no list with `fields` has.
        status: { history: expect.anything(), reconciledAt: expect.anything() },
      });
    }
  });

  it('lists only some projects or namespaces where that is wanted', async () => {
    const { objects } = await listAll(connect());
    const project = String(objects[0].spec?.project);
    const some = await listAll(connect({ projects: [project] }));
    expect(some.names).toEqual(
      objects
        .filter(({ spec }) => spec?.project === project)
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
    const namespaces = ['argocd', 'elsewhere'];
    const inArgocd = await listAll(connect({ appNamespaces: namespaces }));
    expect(inArgocd.names).toEqual(
      objects
        .filter(({ metadata }) => metadata.namespace === 'argocd')
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
    const none = await listAll(connect({ appNamespaces: ['elsewhere'] }));
    expect(none.names).toEqual([]);
  });

  it('tells what changes, in full', async () => {
    const iterator = await startWatch(connect());
    await nextBookmark(iterator);
    const [name] = expected();
    store().put(change(name, { health: { status: 'Degraded' } }));
    expect(await nextChange(iterator)).toMatchObject({
      type: 'MODIFIED',
      object: {
        kind: 'Application',
        metadata: { name },
        status: { health: { status: 'Degraded' } },
      },
    });
  });

  it('finds what happened before the stream began', async () => {
    const connection = connect();
    const { version } = await listAll(connection);
    const [changed, deleted] = expected();
    store().put(change(changed, { health: { status: 'Missing' } }));
    const gone = store()
      .list(APPLICATION)
      .find(({ metadata }) => metadata.name === deleted)!;
    store().delete(APPLICATION, gone.metadata.namespace, deleted);

    const abort = new AbortController();
    aborts.push(abort);
    const options = { resourceVersion: version, signal: abort.signal };
    const events = await connection.watch(APPLICATIONS, options);
    const iterator = events[Symbol.asyncIterator]();
    expect(await nextChange(iterator)).toMatchObject({
      type: 'MODIFIED',
      object: { metadata: { name: changed } },
    });
    expect(await nextChange(iterator)).toMatchObject({
      type: 'DELETED',
      object: { metadata: { name: deleted, uid: gone.metadata.uid } },
    });
    await nextBookmark(iterator);

    // Who asks from an older state has missed something.
    await expect(connection.watch(APPLICATIONS, options)).rejects.toMatchObject(
      { code: 'gone' },
    );
  });

  it('looks at projects again and again', async () => {
    const connection = connect({ timing: { pollIntervalMs: 20 } });
    const iterator = await startWatch(connection, PROJECTS);
    await nextBookmark(iterator);
    const kind = { group: 'argoproj.io', kind: 'AppProject' };
    const [project] = store().list(kind);
    const { resourceVersion: _, ...metadata } = project.metadata;
    store().put({
      ...project,
      metadata: { ...metadata, labels: { seen: 'yes' } },
    } as KubeObject);
    expect(await nextChange(iterator)).toMatchObject({
      type: 'MODIFIED',
      object: { kind: 'AppProject', metadata: { labels: { seen: 'yes' } } },
    });
  });

  it('signs in once for all requests, and again when the session is refused', async () => {
    const { username, password } = hub();
    const connection = connect({ auth: { username, password } });
    await Promise.all([
      listAll(connection),
      connection.probe({ signal }),
      listAll(connection, PROJECTS),
    ]);
    await expect(listAll(connection)).resolves.toMatchObject({
      names: expected(),
    });
  });

  it('does not try a wrong password in a loop, and goes on when it is put right', async () => {
    const { username, password } = hub();
    const passwordFile = directory.resolve('password');
    await writeFile(passwordFile, 'wrong\n');
    const connection = connect({ auth: { username, passwordFile } });
    // More often than the real one allows.
    for (let tries = 0; tries < 8; tries++) {
      const error = await connection.probe({ signal }).catch(e => e);
      expect(error).toMatchObject({
        code: 'unauthorized',
        message: expect.stringContaining('is not tried again for 5 minutes'),
        retryAfterMs: expect.any(Number),
      });
      expect(error.message).not.toContain('wrong\n');
    }
    await writeFile(passwordFile, `${password}\n`);
    await connection.probe({ signal });
  });

  it('is not let in without a token, or with another one', async () => {
    for (const auth of [undefined, { token: 'x.y.z' }]) {
      const error = await listAll(connect({ auth })).catch(e => e);
      expect(error).toMatchObject({ code: 'unauthorized' });
      expect(error.message).not.toContain('x.y.z');
    }
    await expect(
      connect({ auth: { token: 'x.y.z' } }).probe({ signal }),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

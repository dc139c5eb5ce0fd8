import { createMockDirectory } from '@backstage/backend-test-utils';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import type { ServedKind, WatchEvent } from './ClusterConnection';
import {
  KubernetesConnection,
  type KubernetesConnectionOptions,
} from './KubernetesConnection';
import {
  BACKUPS,
  CONFIG_MAPS,
  createObject,
  createTinyWorld,
} from './__testUtils__/createTinyWorld';

jest.setTimeout(30_000);

const OBJECTS = 1_203;
const { signal } = new AbortController();

describe('KubernetesConnection with an API server', () => {
  const directory = createMockDirectory();
  const connections: KubernetesConnection[] = [];
  let fleet: Fleet;

  beforeEach(async () => {
    fleet = await startFleet({
      seed: 1,
      life: false,
      dataDir: directory.resolve('fleet'),
      world: createTinyWorld(OBJECTS),
      bookmarkIntervalMs: 50,
    });
  });

  afterEach(async () => {
    await Promise.all(connections.splice(0).map(c => c.close()));
    await fleet.close();
  });

  function connect(options: Partial<KubernetesConnectionOptions> = {}) {
    const connection = new KubernetesConnection({
      url: fleet.clusters[0].url,
      caFile: fleet.caFile,
      auth: { token: fleet.tokens.viewer },
      ...options,
      timing: { answerTimeoutMs: 2_000, ...options.timing },
    });
    connections.push(connection);
    return connection;
  }

  async function listAll(connection: KubernetesConnection, kind: ServedKind) {
    const pages: number[] = [];
    const names = new Set<string>();
    let version = '';
    for await (const page of connection.list(kind, { signal })) {
      pages.push(page.objects.length);
      page.objects.forEach(({ metadata }) => names.add(metadata.name));
      version = page.resourceVersion;
    }
    return { pages, names, version };
  }

  async function startWatch(
    connection: KubernetesConnection,
    kind = CONFIG_MAPS,
  ) {
    const resourceVersion = (await listAll(connection, kind)).version;
    const abort = new AbortController();
    const events = await connection.watch(kind, {
      resourceVersion,
      signal: abort.signal,
    });
    return { iterator: events[Symbol.asyncIterator](), abort };
  }

  async function nextChange(iterator: AsyncIterator<WatchEvent>) {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done || value.type !== 'BOOKMARK') {
        return value;
      }
    }
  }

  /** The error, after making sure that it tells nobody how to get in. */
  async function failure(attempt: Promise<unknown>) {
    const error = await attempt.then(
      () => undefined,
      caught => caught,
    );
    expect(error).toMatchObject({ name: 'ClusterError' });
    for (const secret of [
      ...Object.values(fleet.tokens),
      'https:',
      'localhost',
    ]) {
      expect(error.message).not.toContain(secret);
    }
    expect(error.message).toMatch(/^The \p{L}+ .*\p{L}/u);
    return error;
  }

  it('lists page by page, below the path of the cluster', async () => {
    const { pages, names } = await listAll(connect(), CONFIG_MAPS);
    expect(pages).toEqual([250, 250, 250, 250, 203]);
    expect(names.size).toBe(OBJECTS);
  });

  it('lists nothing as one page with a version', async () => {
    const { pages, version } = await listAll(connect(), BACKUPS);
    expect(pages).toEqual([0]);
    expect(version).toMatch(/^\d+$/);
  });

  it('finds the kinds that are served, in the order asked for', async () => {
    const found = await connect().discover(
      [
        { group: 'velero.io', kind: 'Backup', plural: 'backups' },
        { group: 'velero.io', kind: 'Restore', plural: 'restores' },
        { group: '', kind: 'Namespace', plural: 'namespaces' },
        { group: 'argoproj.io', kind: 'Application', plural: 'applications' },
        {
          group: 'wgpolicyk8s.io',
          kind: 'PolicyReport',
          plural: 'policyreports',
          versions: ['v1alpha2'],
        },
      ],
      { signal },
    );
    expect(found).toEqual([
      BACKUPS,
      null,
      { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces' },
      null,
      {
        group: 'wgpolicyk8s.io',
        version: 'v1alpha2',
        kind: 'PolicyReport',
        plural: 'policyreports',
      },
    ]);
  });

  it('watches what is made, changed and deleted, and bookmarks between', async () => {
    const { iterator } = await startWatch(connect());
    const store = fleet.stores.get('tiny')!;
    const kind = { group: '', kind: 'ConfigMap' };
    store.put(createObject('v1', 'ConfigMap', 'new'));
    store.put(createObject('v1', 'ConfigMap', 'new', { data: { a: 'b' } }));
    store.delete(kind, 'team-a', 'new');

    const changes = [
      await nextChange(iterator),
      await nextChange(iterator),
      await nextChange(iterator),
    ];
    expect(changes.map(change => change?.type)).toEqual([
      'ADDED',
      'MODIFIED',
      'DELETED',
    ]);
    expect(changes[1]).toMatchObject({
      object: { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } },
    });
    let event = await iterator.next();
    while (event.value?.type !== 'BOOKMARK') {
      event = await iterator.next();
    }
    expect(event.value.resourceVersion).toBe(String(store.revision));
    await iterator.return?.();
  });

  it('ends a watch when it is aborted, and does not call that an error of the cluster', async () => {
    const { iterator, abort } = await startWatch(connect());
    const next = nextChange(iterator);
    abort.abort(new Error('enough'));
    await expect(next).rejects.not.toMatchObject({ name: 'ClusterError' });
  });

  it('ends a watch with the server, so that it can go on elsewhere', async () => {
    const { iterator } = await startWatch(
      connect({ timing: { watchSeconds: 1 } }),
    );
    await expect(nextChange(iterator)).resolves.toBeUndefined();
  });

  it('notices that a watch says nothing any more', async () => {
    const { iterator } = await startWatch(
      connect({ timing: { stallTimeoutMs: 300 } }),
    );
    fleet.control.setFault('tiny', { fault: 'hang' });
    const error = await failure(nextChange(iterator));
    expect(error.code).toBe('timeout');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'failed'],
  ] as const)('tells what an answer %d means', async (status, code) => {
    const connection = connect();
    fleet.control.setFault('tiny', { fault: 'status', status });
    expect(await failure(connection.probe({ signal }))).toMatchObject({ code });
    expect(await failure(listAll(connection, BACKUPS))).toMatchObject({ code });

    fleet.control.clearFault('tiny');
    await connection.probe({ signal });
  });

  it('is told how long to wait', async () => {
    fleet.control.setFault('tiny', { fault: 'status', status: 429 });
    const { retryAfterMs } = await failure(connect().probe({ signal }));
    expect(retryAfterMs).toBe(1_000);
  });

  it('knows both forms of a version that is too old', async () => {
    const connection = connect();
    const { version } = await listAll(connection, CONFIG_MAPS);
    const store = fleet.stores.get('tiny')!;
    store.put(createObject('v1', 'ConfigMap', 'new'));
    fleet.control.compact('tiny');
    const options = { resourceVersion: version, signal };
    const asAnswerOrEvent = async () => {
      const events = await connection.watch(CONFIG_MAPS, options);
      return nextChange(events[Symbol.asyncIterator]());
    };
    expect(await failure(asAnswerOrEvent())).toMatchObject({ code: 'gone' });

    const { iterator } = await startWatch(connection);
    fleet.control.setFault('tiny', {
      fault: 'status',
      status: 410,
      as: 'event',
    });
    const error = await failure(nextChange(iterator));
    expect(error.code).toBe('gone');
  });

  it('has no kind that is not there', async () => {
    const missing = { ...BACKUPS, plural: 'restores', kind: 'Restore' };
    const error = await failure(listAll(connect(), missing));
    expect(error.code).toBe('notFound');
  });

  it('may not read what its role does not say', async () => {
    const secrets = { ...CONFIG_MAPS, kind: 'Secret', plural: 'secrets' };
    const error = await failure(listAll(connect(), secrets));
    expect(error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('cannot list resource "secrets"'),
    });
  });

  it.each([
    ['down', 'unreachable'],
    ['hang', 'timeout'],
  ] as const)('tells a cluster that is %s', async (fault, code) => {
    const connection = connect({ timing: { answerTimeoutMs: 200 } });
    fleet.control.setFault('tiny', { fault });
    const error = await failure(connection.probe({ signal }));
    expect(error).toMatchObject({ code, concernsConnection: true });
  });

  it('tells that nobody listens', async () => {
    const { port } = new URL(fleet.url);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const free = String((other.address() as AddressInfo).port);
    other.close();
    await once(other, 'close');
    const url = fleet.clusters[0].url.replace(port, free);
    const error = await failure(connect({ url }).probe({ signal }));
    expect(error.message).toBe(
      'The cluster cannot be reached: connection refused',
    );
  });

  it('trusts nobody without the certificates of the cluster', async () => {
    const error = await failure(
      connect({ caFile: undefined }).probe({ signal }),
    );
    expect(error).toMatchObject({ code: 'untrusted' });
  });

  it('trusts again when the file with the certificates was put right', async () => {
    const other = await startFleet({
      seed: 1,
      life: false,
      dataDir: directory.resolve('other'),
      world: createTinyWorld(0),
    });
    await other.close();
    const caFile = directory.resolve('ca.pem');
    await writeFile(caFile, other.ca);
    const connection = connect({ caFile });
    expect(await failure(connection.probe({ signal }))).toMatchObject({
      code: 'untrusted',
    });

    await writeFile(caFile, fleet.ca);
    await connection.probe({ signal });
  });

  it('waits for a file with certificates that comes later', async () => {
    const caFile = directory.resolve('late.pem');
    const connection = connect({ caFile });
    const error = await failure(connection.probe({ signal }));
    expect(error).toMatchObject({
      code: 'untrusted',
      message: 'The file with the certificates of the cluster cannot be read',
    });

    await writeFile(caFile, fleet.ca);
    await connection.probe({ signal });
    await rm(caFile);
    await connection.probe({ signal });
  });

  it('signs with the new token when the old one is not accepted any more', async () => {
    const tokenFile = directory.resolve('token');
    await writeFile(tokenFile, 'too-old');
    const connection = connect({ auth: { tokenFile } });
    const error = await failure(listAll(connection, BACKUPS));
    expect(error.code).toBe('unauthorized');

    await writeFile(tokenFile, `${fleet.tokens.viewer}\n`);
    await expect(listAll(connection, BACKUPS)).resolves.toMatchObject({
      pages: [0],
    });
  });

  it('does not get in without a token', async () => {
    const error = await failure(listAll(connect({ auth: undefined }), BACKUPS));
    expect(error.code).toBe('unauthorized');
  });
});

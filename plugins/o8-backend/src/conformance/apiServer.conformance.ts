import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  CRD,
  CRDS,
  createDefinition,
  createWidget,
  GROUP,
  MODULE,
  prepareCluster,
  startEngine,
  waitFor,
  widgetsSource,
  type PreparedCluster,
} from './__testUtils__';

// A real server has to make ready what it is told to serve.
const LIMIT_MS = 60_000;
// More than two pages of a list.
const WIDGETS = 1_100;
const CREATED_AT_ONCE = 20;

jest.setTimeout(5 * LIMIT_MS);

/**
 * What the engine takes for granted of an API server, tried on a real one. Creates one
 * Namespace and one CRD, and takes both away again.
 */
describe('An API server', () => {
  let folder: string;
  let cluster: PreparedCluster;
  let running: Awaited<ReturnType<typeof startEngine>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'o8-conformance-'));
    cluster = await prepareCluster(folder);
    console.log(`Conformance of ${cluster.name}`);
    await removeEverything();
    await cluster.admin.call('POST', '/api/v1/namespaces', {
      body: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: MODULE, labels: { 'orchestr8.io/module': MODULE } },
      },
    });
    running = await startEngine(cluster.kubeconfig);
  });
  afterAll(async () => {
    await running?.stop();
    await removeEverything().finally(() => cluster?.close());
    await rm(folder, { recursive: true, force: true });
  });

  const stateOf = (source: string) => running.stateOf(source);
  const listWidgets = () => running.listWidgets();
  const expectState = async (source: string, state: string) =>
    expect(
      await waitFor(
        () => stateOf(source),
        is => is === state,
        LIMIT_MS,
      ),
    ).toBe(state);
  const untilWidgets = (
    isRight: (widgets: Awaited<ReturnType<typeof listWidgets>>) => boolean,
  ) => waitFor(listWidgets, isRight, LIMIT_MS);

  it('is read, and what it does not serve is unsupported', async () => {
    await expectState('connection', 'fresh');
    await expectState('namespaces', 'fresh');
    await expectState('widgets', 'unsupported');
    expect(await listWidgets()).toEqual([]);
  });

  it('serves a kind once its CRD is there', async () => {
    await cluster.admin.call('POST', CRDS, {
      body: createDefinition(['v1alpha1']),
    });
    await expectState('widgets', 'fresh');
    expect(await listWidgets()).toEqual([]);
  });

  it('lists in pages, with a version to watch from', async () => {
    const names = Array.from({ length: WIDGETS }, (_, index) => `w-${index}`);
    for (let start = 0; start < WIDGETS; start += CREATED_AT_ONCE) {
      await Promise.all(
        names
          .slice(start, start + CREATED_AT_ONCE)
          .map(name => createOne(name, 1, 'v1alpha1')),
      );
    }
    const [kind] = await running.connection.discover(widgetsSource.kinds, {
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!kind || kind instanceof Error) {
      throw new Error(`The kind is not served: ${kind}`);
    }
    const pages = [];
    const seen = new Set<string>();
    for await (const page of running.connection.list(kind, {
      signal: AbortSignal.timeout(LIMIT_MS),
    })) {
      pages.push(page);
      page.objects.forEach(({ metadata }) => seen.add(metadata.name));
    }
    expect(pages.length).toBeGreaterThan(2);
    expect(seen.size).toBe(WIDGETS);
    expect(pages.at(-1)?.resourceVersion).toMatch(/./);
    await untilWidgets(widgets => widgets.length === WIDGETS);
  });

  it('tells of changes, deletions and metadata alone', async () => {
    await patchSize('w-0', 2);
    await cluster.admin.call('DELETE', `${widgetsPath('v1alpha1')}/w-1`);
    await untilWidgets(
      widgets =>
        widgets.length === WIDGETS - 1 &&
        widgets.some(({ name, size }) => name === 'w-0' && size === 2) &&
        widgets.every(({ name }) => name !== 'w-1'),
    );

    const [kind] = await running.connection.discover(
      [{ ...widgetsSource.kinds[0], metadataOnly: true }],
      { signal: AbortSignal.timeout(LIMIT_MS) },
    );
    if (!kind || kind instanceof Error) {
      throw new Error(`The kind is not served: ${kind}`);
    }
    const pages = running.connection.list(
      { ...kind, metadataOnly: true },
      { signal: AbortSignal.timeout(LIMIT_MS) },
    );
    const { value: page } = await pages.next();
    await pages.return(undefined);
    expect(page.objects[0]).toMatchObject({
      kind: 'Widget',
      apiVersion: `${GROUP}/v1alpha1`,
    });
    expect(page.objects[0].spec).toBeUndefined();
  });

  it('refuses a version that it has forgotten, in words that are known', async () => {
    const [kind] = await running.connection.discover(widgetsSource.kinds, {
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!kind || kind instanceof Error) {
      throw new Error(`The kind is not served: ${kind}`);
    }
    const watchFrom = async (resourceVersion: string) => {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), 5_000);
      try {
        const events = await running.connection.watch(kind, {
          resourceVersion,
          signal: abort.signal,
        });
        for await (const event of events) {
          return event.type;
        }
        return 'ended';
      } catch (error) {
        return abort.signal.aborted ? 'silent' : Object(error).code;
      } finally {
        clearTimeout(timer);
        abort.abort();
      }
    };
    // Far in the future: what an engine holds after etcd was restored from a backup. Some
    // servers refuse it, others are silent: that is why a stalled watch lists again.
    expect(['gone', 'silent']).toContain(await watchFrom('9007199254740991'));
    // Long ago: gone where it was compacted; a young server still has all its history.
    expect(['gone', 'ADDED', 'MODIFIED', 'DELETED', 'silent']).toContain(
      await watchFrom('1'),
    );
  });

  it('loses nothing when its connections are cut', async () => {
    for (let round = 3; round < 6; round++) {
      expect(cluster.proxy.cut()).toBeGreaterThan(0);
      await patchSize('w-2', round);
      await untilWidgets(widgets =>
        widgets.some(({ name, size }) => name === 'w-2' && size === round),
      );
    }
    cluster.proxy.leave();
    await patchSize('w-3', 9);
    await cluster.admin.call('DELETE', `${widgetsPath('v1alpha1')}/w-4`);
    await waitFor(
      () => stateOf('widgets'),
      state => state !== 'fresh',
      LIMIT_MS,
    );
    cluster.proxy.comeBack();
    await expectState('widgets', 'fresh');
    await untilWidgets(
      widgets =>
        widgets.some(({ name, size }) => name === 'w-3' && size === 9) &&
        widgets.every(({ name }) => name !== 'w-4'),
    );
  });

  it('changes the version of a kind, and nothing is there twice', async () => {
    const before = (await listWidgets()).length;
    const { body } = await cluster.admin.call('GET', `${CRDS}/${CRD}`);
    const definition = createDefinition(['v1']);
    await cluster.admin.call('PUT', `${CRDS}/${CRD}`, {
      body: {
        ...definition,
        metadata: body.metadata,
      },
    });
    const widgets = await untilWidgets(
      all =>
        all.length > 0 &&
        all.every(({ apiVersion }) => apiVersion === `${GROUP}/v1`),
    );
    expect(widgets).toHaveLength(before);
    await expectState('widgets', 'fresh');
  });

  it('takes what a kind said away with its CRD', async () => {
    await cluster.admin.call('DELETE', `${CRDS}/${CRD}`);
    await expectState('widgets', 'unsupported');
    await untilWidgets(widgets => widgets.length === 0);
    expect(await stateOf('namespaces')).toBe('fresh');
  });

  function widgetsPath(version: string): string {
    return `/apis/${GROUP}/${version}/namespaces/${MODULE}/widgets`;
  }

  async function createOne(name: string, size: number, version: string) {
    await waitFor(
      async () => {
        const { status } = await cluster.admin.call(
          'POST',
          widgetsPath(version),
          // A server serves a new kind a moment after it has said so.
          { body: createWidget(name, size, version), accept: [404, 429] },
        );
        return status;
      },
      status => status < 300,
      LIMIT_MS,
    );
  }

  async function patchSize(name: string, size: number) {
    await cluster.admin.call('PATCH', `${widgetsPath('v1alpha1')}/${name}`, {
      body: { spec: { size } },
    });
  }

  async function removeEverything() {
    await remove(`${CRDS}/${CRD}`);
    await remove(`/api/v1/namespaces/${MODULE}`);
  }

  // A server goes on with deleting after it has said yes.
  async function remove(object: string) {
    await waitFor(
      async () =>
        (
          await cluster.admin.call('DELETE', object, { accept: [404, 409] })
        ).status,
      status => status === 404,
      LIMIT_MS,
    );
  }
});

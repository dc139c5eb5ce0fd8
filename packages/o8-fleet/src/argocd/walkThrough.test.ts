import { once } from 'node:events';
import { Agent, request } from 'undici';
import { ArgoCdClient, createDataDir, WatchReader } from '../__testUtils__';
import type { Fleet } from '../Fleet';
import { startFleet } from '../startFleet';
import { KINDS } from './kinds';

jest.setTimeout(30_000);

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'spec.project',
  'status.sync.status',
  'status.operationState.phase',
];

describe('an Argo CD with repositories', () => {
  const dataDir = createDataDir();
  let fleet: Fleet;
  let client: ArgoCdClient;

  beforeAll(async () => {
    const sizes = { modules: 7, clusters: 3 };
    const options = { dataDir, seed: 1, life: false, gitPort: 0 };
    fleet = await startFleet({ ...options, ...sizes, argoCdSyncMs: 30 });
    client = new ArgoCdClient(fleet);
  });

  afterAll(async () => {
    await client.close();
    await fleet.close();
  });

  it('is used as a portal does: log in, list, stream, sync, see', async () => {
    await client.becomeUser();
    const listed = FIELDS.map(field => `items.${field}`);
    const list = await client.call(`/api/v1/applications?fields=${listed}`);
    const one = list.body.items.find(
      (each: { metadata: { name: string } }) =>
        each.metadata.name === 'notifier-us-1',
    );
    expect(one).toEqual({
      metadata: { name: 'notifier-us-1', namespace: 'argocd' },
      spec: { project: 'notifier' },
      status: {
        sync: { status: 'OutOfSync' },
        operationState: { phase: 'Succeeded' },
      },
    });
    const { resourceVersion } = list.body.metadata;
    const told = FIELDS.map(field => `result.application.${field}`);
    const stream = await client.stream(
      `?resourceVersion=${resourceVersion}&fields=result.type,${told}`,
    );
    const watch = await watchApplications(resourceVersion);
    const synced = await client.call(
      '/api/v1/applications/notifier-us-1/sync',
      {
        method: 'POST',
        body: { prune: false },
      },
    );
    expect(synced.status).toBe(200);
    const { application } = await stream.waitFor(
      message =>
        message.application.status !== undefined &&
        JSON.stringify(message).includes('"Synced"'),
    );
    expect(application).toMatchObject({
      metadata: { name: 'notifier-us-1' },
      status: {
        sync: { status: 'Synced' },
        operationState: { phase: 'Succeeded' },
      },
    });
    // Those who watch the cluster see the same steps.
    expect(await watch.wait(3)).toEqual(
      Array.from({ length: 3 }, () => 'MODIFIED notifier-us-1'),
    );
    const last = watch.lines[2].object as unknown as {
      status: { operationState: { operation: { initiatedBy: object } } };
    };
    expect(last.status.operationState.operation.initiatedBy).toEqual({
      username: 'portal-user',
    });
    stream.close();
    watch.close();
  });

  it('knows the commits of the git host', async () => {
    const git = fleet.git!;
    await git.createRepository('modules/orders', {
      branch: 'main',
      files: [{ path: 'README.md', content: '# Orders\n' }],
      message: 'Begin\n\nWith a reason.',
    } as Parameters<typeof git.createRepository>[1]);
    const repoURL = `${git.url}/modules/orders.git`;
    const store = fleet.stores.get('hub')!;
    const found = store.get(KINDS.application, 'argocd', 'notifier-us-1')!;
    const spec = found.spec as { source: object };
    store.put({
      ...found,
      spec: { ...spec, source: { ...spec.source, repoURL } },
    });
    const head = await git.findCommit('modules/orders', 'main');
    const base = '/api/v1/applications/notifier-us-1';
    const { body } = await client.call(
      `${base}/revisions/${head!.id}/metadata`,
    );
    expect(body.message).toBe('Begin\n\nWith a reason.');
    expect(body.author).toMatch(/^.+ <.+>$/);
    expect(body.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    for (const revision of ['f'.repeat(40), 'no-branch', '--help']) {
      const path = `${base}/revisions/${revision}/metadata`;
      expect((await client.call(path)).status).toBe(500);
    }
    const synced = await client.call(`${base}/sync`, {
      method: 'POST',
      body: { revision: 'main' },
    });
    expect(synced.body.operation.sync.revision).toBe(head!.id);
  });

  /** As a client of the cluster itself. */
  async function watchApplications(since: string): Promise<WatchReader> {
    const dispatcher = new Agent({ connect: { ca: fleet.ca } });
    const path = '/apis/argoproj.io/v1alpha1/applications?watch=true';
    const { url } = fleet.clusters[0];
    const answer = await request(`${url}${path}&resourceVersion=${since}`, {
      dispatcher,
      headers: { authorization: `Bearer ${fleet.tokens.viewer}` },
    });
    once(answer.body, 'close').then(
      () => dispatcher.destroy(),
      () => {},
    );
    return new WatchReader(answer.statusCode, answer.body);
  }
});

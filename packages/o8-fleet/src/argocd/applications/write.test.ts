import { ArgoCdClient, createDataDir } from '../../__testUtils__';
import type { Fleet } from '../../Fleet';
import { startFleet } from '../../startFleet';
import { KINDS } from '../kinds';
import { partsOf } from './applicationParts';

jest.setTimeout(30_000);

const SYNC_MS = 60;

describe('what can be done by an Argo CD', () => {
  const dataDir = createDataDir();
  let nowMs = Date.parse('2026-06-01T00:00:00Z');
  let fleet: Fleet;
  let user: ArgoCdClient;
  let reader: ArgoCdClient;

  beforeAll(async () => {
    fleet = await startFleet({
      dataDir,
      seed: 1,
      life: false,
      argoCdSyncMs: SYNC_MS,
      now: () => new Date(nowMs),
    });
    reader = new ArgoCdClient(fleet);
    user = new ArgoCdClient(fleet);
    await user.becomeUser();
  });

  afterAll(async () => {
    await reader.close();
    await user.close();
    await fleet.close();
  });

  const get = (name: string) => {
    const store = fleet.stores.get('hub')!;
    return store.get(KINDS.application, 'argocd', name)!;
  };
  const stateOf = (name: string) =>
    partsOf(get(name)).status.operationState as {
      phase: string;
      message: string;
      finishedAt?: string;
      operation: object;
      syncResult: { revision: string; resources: object[] };
    };
  const post = (path: string, body: object = {}, client = user) =>
    client.call(`/api/v1/applications/${path}`, { method: 'POST', body });
  const terminate = (name: string, client = user) =>
    client.call(`/api/v1/applications/${name}/operation`, { method: 'DELETE' });
  /** What a stream tells of one Application: the phases of its operation. */
  async function follow(name: string) {
    const stream = await user.stream(`?name=${name}`);
    const phases = () =>
      stream.messages
        .map(({ application }) => {
          const { operation, status } = partsOf(application);
          const { phase = '' } = status.operationState ?? {};
          return `${operation ? 'asked ' : ''}${phase}`.trim();
        })
        .filter((each, index, all) => each !== all[index - 1]);
    await stream.waitForCount(1);
    return {
      phases,
      stream,
      async end(...expected: string[]) {
        await stream.waitFor(() => phases().length >= expected.length);
        stream.close();
        expect(phases()).toEqual(expected);
      },
    };
  }

  it('is a sync, that streams and watches tell step by step', async () => {
    expect(partsOf(get('notifier-us-1')).status.sync?.status).toBe('OutOfSync');
    const watch = await follow('notifier-us-1');
    nowMs += 60_000;
    const { status, body } = await post('notifier-us-1/sync', { prune: true });
    expect(status).toBe(200);
    expect(body.operation).toMatchObject({
      sync: { prune: true, revision: expect.stringMatching(/^[0-9a-f]{40}$/) },
      initiatedBy: { username: 'portal-user' },
    });
    expect(body.status).not.toHaveProperty('operationState');
    const again = await post('notifier-us-1/sync');
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({
      code: 9,
      message: expect.stringContaining(
        'another operation is already in progress',
      ),
    });
    await watch.end('Succeeded', 'asked', 'asked Running', 'Succeeded');
    const { sync, resources, history } = partsOf(get('notifier-us-1')).status;
    expect(sync?.status).toBe('Synced');
    expect(resources?.every(each => each.status === 'Synced')).toBe(true);
    expect(stateOf('notifier-us-1')).toMatchObject({
      phase: 'Succeeded',
      startedAt: '2026-06-01T00:01:00Z',
      finishedAt: '2026-06-01T00:01:00Z',
      operation: { initiatedBy: { username: 'portal-user' } },
    });
    expect(stateOf('notifier-us-1').syncResult.resources).toHaveLength(
      resources!.length,
    );
    // Nothing new was deployed.
    expect(history?.[history.length - 1].id).toBe(40);
  });

  it('is a sync of some resources, or one that is only tried', async () => {
    fleet.control.trigger('notifier', 'drift@us-1');
    const isSynced = () => partsOf(get('notifier-us-1')).status.sync?.status;
    const tried = await follow('notifier-us-1');
    await post('notifier-us-1/sync', { dryRun: true });
    await tried.end('Succeeded', 'asked', 'asked Running', 'Succeeded');
    expect(isSynced()).toBe('OutOfSync');
    expect(JSON.stringify(stateOf('notifier-us-1'))).toContain('(dry run)');

    const resource = { group: 'apps', kind: 'Deployment', name: 'notifier' };
    const other = await follow('notifier-us-1');
    await post('notifier-us-1/sync', { resources: [resource] });
    await other.end('Succeeded', 'asked', 'asked Running', 'Succeeded');
    expect(isSynced()).toBe('OutOfSync');
    expect(stateOf('notifier-us-1').syncResult.resources).toHaveLength(1);

    const config = {
      kind: 'ConfigMap',
      name: 'notifier',
      namespace: 'notifier',
    };
    const last = await follow('notifier-us-1');
    await post('notifier-us-1/sync', { resources: [config] });
    await last.end('Succeeded', 'asked', 'asked Running', 'Succeeded');
    expect(isSynced()).toBe('Synced');
  });

  it('is for those alone who may', async () => {
    const before = get('notifier-us-1');
    const { status, body } = await post('notifier-us-1/sync', {}, reader);
    expect([status, body.code]).toEqual([403, 7]);
    expect(body.message).toContain(
      'permission denied: applications, sync, notifier/notifier-us-1, sub: portal',
    );
    const rollback = await post('notifier-us-1/rollback', { id: 31 }, reader);
    expect(rollback.status).toBe(403);
    expect((await terminate('notifier-us-1', reader)).status).toBe(403);
    expect((await post('nobody/sync')).status).toBe(403);
    expect((await post('nobody/sync', { project: 'x' })).status).toBe(404);
    expect(get('notifier-us-1')).toBe(before);
  });

  it('refuses another revision where Argo CD follows one by itself', async () => {
    const { status, body } = await post('billing-us-1/sync', {
      revision: 'v2',
    });
    expect(status).toBe(400);
    expect(body.message).toBe(
      'Cannot sync to v2: auto-sync currently set to main',
    );
    const unknown = await post('notifier-us-1/sync', { revision: 'nothing' });
    expect(unknown.body.message).toContain("unable to resolve 'nothing'");
    const rollback = await post('billing-us-1/rollback', { id: 31 });
    expect([rollback.status, rollback.body.message]).toEqual([
      400,
      'rollback cannot be initiated when auto-sync is enabled',
    ]);
    const odd = await post('billing-us-1/sync', { prune: 'yes' });
    expect([odd.status, odd.body.code]).toEqual([400, 3]);
  });

  it('is a rollback, where nobody syncs by itself', async () => {
    const { history = [] } = partsOf(get('notifier-us-1')).status;
    const { id, revision } = history[4];
    const watch = await follow('notifier-us-1');
    expect((await post('notifier-us-1/rollback', { id })).status).toBe(200);
    await watch.end('Succeeded', 'asked', 'asked Running', 'Succeeded');
    const { sync, history: after = [] } = partsOf(get('notifier-us-1')).status;
    expect(sync?.revision).toBe(revision);
    expect(after).toHaveLength(10);
    expect(after[9]).toMatchObject({
      id: 41,
      revision,
      initiatedBy: { username: 'portal-user' },
    });
    const unknown = await post('notifier-us-1/rollback', { id: 1 });
    expect(unknown.body).toMatchObject({
      code: 3,
      message:
        'application argocd/notifier-us-1 does not have deployment with id 1',
    });
  });

  it('is the end of an operation before its time', async () => {
    const none = await terminate('consent-us-1');
    expect(none.body).toMatchObject({
      code: 3,
      message: 'Unable to terminate operation. No operation is in progress',
    });
    const watch = await follow('consent-us-1');
    await post('consent-us-1/sync');
    await watch.stream.waitFor(
      ({ application }) =>
        partsOf(application).status.operationState?.phase === 'Running',
    );
    expect((await terminate('consent-us-1')).status).toBe(200);
    await watch.end(
      'Succeeded',
      'asked',
      'asked Running',
      'asked Terminating',
      'Failed',
    );
    expect(stateOf('consent-us-1').message).toBe('Operation terminated');
  });

  it('fails where the same hook still fails', async () => {
    const watch = await follow('consent-eu-1');
    await post('consent-eu-1/sync');
    await watch.end('Failed', 'asked', 'asked Running', 'Failed');
    expect(stateOf('consent-eu-1').syncResult.resources).toMatchObject([
      { kind: 'Job', hookPhase: 'Failed' },
    ]);
  });

  it('does what is asked by the Kubernetes API, too', async () => {
    const store = fleet.stores.get('hub')!;
    const watch = await follow('search-index-eu-1');
    const operation = { sync: {}, initiatedBy: { username: 'kubectl' } };
    store.put({ ...get('search-index-eu-1'), operation });
    await watch.end(
      'Succeeded',
      'asked Succeeded',
      'asked Running',
      'Succeeded',
    );
    expect(stateOf('search-index-eu-1').operation).toEqual(operation);
  });

  it.each(['normal', 'hard'])('is a fresh look (%s)', async refresh => {
    nowMs += 60_000;
    const path = `/api/v1/applications/identity-us-1?refresh=${refresh}`;
    const { status, body } = await reader.call(path);
    expect(status).toBe(200);
    expect(body.status.reconciledAt).toBe(
      new Date(nowMs).toISOString().replace('.000', ''),
    );
    expect(body.metadata.annotations).not.toHaveProperty(
      'argocd.argoproj.io/refresh',
    );
  });
});

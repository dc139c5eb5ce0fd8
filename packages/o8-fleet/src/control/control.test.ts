import https from 'node:https';
import { createDataDir, TestFleet, type Call } from '../__testUtils__';

const BACKUP = { group: 'velero.io', kind: 'Backup' };
const HOUR_MS = 3_600_000;

describe('the control endpoint', () => {
  const dataDir = createDataDir();
  const lines: string[] = [];
  let fleet: TestFleet;
  beforeEach(async () => {
    lines.length = 0;
    fleet = await TestFleet.start({ dataDir, log: line => lines.push(line) });
  });
  afterEach(() => fleet.close());

  const put = (path: string, body: unknown, call: Call = {}) =>
    fleet.control(path, { method: 'PUT', body, ...call });
  const post = (path: string, body?: unknown) =>
    fleet.control(path, { method: 'POST', body });

  it('says what there is', async () => {
    const { status, body } = await fleet.control('/');
    expect(status).toBe(200);
    expect(body).toEqual({
      clusters: ['one', 'two'].map(name => ({
        name,
        objects: 22,
        resourceVersion: expect.stringMatching(/^\d{16}$/),
        clockOffsetMs: 0,
        faults: [],
      })),
      argocd: [],
      requests: 0,
      churnPerSecond: 1,
      isAlive: true,
      modules: ['team-a', 'team-b'],
      events: ['degrade', 'heal'],
    });
    expect(lines).toEqual([]);
  });

  it('counts what clusters are asked, and nothing else', async () => {
    await fleet.api('/version');
    await fleet.api('/api/v1/pods', { as: 'nobody' });
    await fleet.control('/');
    await put('/clusters/one/fault', { fault: 'status', status: 429 });
    await fleet.api('/version', { as: 'admin' });
    const { body } = await fleet.control('/');
    expect(body.requests).toBe(3);
  });

  it('wants its own token', async () => {
    for (const as of ['nobody', 'reader', 'admin'] as const) {
      const { status, body } = await fleet.control('/', { as });
      expect([status, body.error.name]).toEqual([401, 'AuthenticationError']);
    }
  });

  it.each([
    ['evil.example', undefined, 403],
    ['localhost.evil.example', undefined, 403],
    ['localhost:1', 'https://evil.example', 403],
    ['localhost:1', 'null', 403],
    ['localhost:1', 'https://localhost.evil.example', 403],
    ['localhost:1', 'http://localhost:3000', 200],
    ['127.0.0.1', 'http://127.0.0.1:7007', 200],
    ['[::1]:5', undefined, 200],
  ])('from Host %s and Origin %s: %d', async (host, origin, expected) => {
    const { port, ca } = fleet.fleet;
    const status = await new Promise((resolve, reject) => {
      https
        .get(
          {
            host: '127.0.0.1',
            port,
            ca,
            path: '/control/',
            servername: 'localhost',
            agent: false,
            headers: {
              host,
              ...(origin ? { origin } : {}),
              ...fleet.authorization({ as: 'control' }),
            },
          },
          res => resolve(res.resume().statusCode),
        )
        .on('error', reject);
    });
    expect(status).toBe(expected);
  });

  it('sets and clears faults, and says so in one line each', async () => {
    const path = '/clusters/one/fault';
    expect((await put(path, { fault: 'status', status: 500 })).status).toBe(
      204,
    );
    expect((await fleet.api('/version')).status).toBe(500);
    const pods = { group: '', plural: 'pods' };
    const onPods = { fault: 'status', status: 403, resource: pods };
    expect((await put(path, onPods)).status).toBe(204);
    const query = '?group=&plural=pods';
    expect(
      (await fleet.control(path + query, { method: 'DELETE' })).status,
    ).toBe(204);
    expect((await fleet.control('/')).body.clusters[0].faults).toEqual([
      { fault: 'status', status: 500 },
    ]);
    await fleet.control(path, { method: 'DELETE' });
    expect((await fleet.api('/version')).status).toBe(200);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      'control: PUT /clusters/one/fault {"fault":"status","status":500} -> 204',
    );
  });

  it.each<[string, unknown, number]>([
    ['/clusters/one/fault', { fault: 'sad' }, 400],
    ['/clusters/one/fault', {}, 400],
    ['/clusters/nine/fault', { fault: 'down' }, 404],
    ['/churn', { perSecond: -1 }, 400],
    ['/churn', { perSecond: '5' }, 400],
    ['/nothing', {}, 404],
  ])('PUT %s %j: %d', async (path, body, expected) => {
    expect((await put(path, body)).status).toBe(expected);
  });

  it('takes JSON only', async () => {
    const headers = { 'content-type': 'text/plain' };
    const { status } = await put('/churn', { perSecond: 5 }, { headers });
    expect(status).toBe(400);
    expect(fleet.life.calls).toEqual(['start']);
  });

  it('ages chosen kinds, as watch events', async () => {
    const store = fleet.fleet.stores.get('one')!;
    const path = `/apis/velero.io/v1/backups?watch=true&resourceVersion=${store.revision}`;
    const reader = await fleet.watch(path);
    const before = store.get(BACKUP, 'team-a', 'nightly')!;
    const answer = await post('/clusters/one/age', {
      byMs: HOUR_MS,
      kinds: ['Backup', 'PolicyReport'],
    });
    expect(answer.body).toEqual({ objects: 2 });
    expect(await reader.wait(1)).toEqual(['MODIFIED nightly']);
    expect(store.get(BACKUP, 'team-a', 'nightly')).toEqual({
      ...before,
      metadata: {
        ...before.metadata,
        creationTimestamp: '2025-12-31T23:00:00Z',
        resourceVersion: expect.any(String),
      },
      status: { completionTimestamp: '2026-01-01T23:10:00Z' },
    });
    const report = { group: 'wgpolicyk8s.io', kind: 'PolicyReport' };
    expect(store.get(report, 'team-a', 'report')!.results).toEqual([
      { policy: 'p', timestamp: { seconds: 1_767_222_000, nanos: 5 } },
    ]);
    reader.close();
  });

  it('ages a whole cluster, and no other', async () => {
    const answer = await post('/clusters/one/age', { byMs: HOUR_MS });
    expect(answer.body).toEqual({ objects: 22 });
    const created = (name: string) =>
      fleet.fleet.stores.get(name)!.list({ group: '', kind: 'Pod' })[0].metadata
        .creationTimestamp;
    expect(created('one')).toBe('2025-12-31T23:00:00Z');
    expect(created('two')).toBe('2026-01-01T00:00:00Z');
  });

  it.each<[unknown, number]>([
    [{ byMs: 0 }, 400],
    [{ byMs: 1, kinds: [] }, 400],
    [{ byMs: 1, kinds: ['Unknown'] }, 404],
  ])('does not age by %j', async (body, expected) => {
    expect((await post('/clusters/one/age', body)).status).toBe(expected);
  });

  it('forgets the history of a cluster', async () => {
    const store = fleet.fleet.stores.get('one')!;
    const version = store.revision;
    store.delete(BACKUP, 'team-a', 'nightly');
    expect((await post('/clusters/one/compact')).status).toBe(204);
    const path = `/api/v1/pods?watch=true&resourceVersion=${version}`;
    expect((await fleet.api(path)).status).toBe(410);
  });

  it('passes churn and events on to the life', async () => {
    expect((await put('/churn', { perSecond: 2.5 })).status).toBe(204);
    expect((await post('/modules/team-a/degrade')).status).toBe(204);
    expect((await post('/modules/team-a/heal%40one')).status).toBe(204);
    expect(fleet.life.calls).toEqual([
      'start',
      'churn 2.5',
      'degrade team-a',
      'heal@one team-a',
    ]);
    expect((await fleet.control('/')).body.churnPerSecond).toBe(2.5);
    const event = await post('/modules/team-a/explode');
    expect(event.status).toBe(404);
    expect(event.body.error.message).toContain('known are: degrade, heal');
    expect((await post('/modules/nobody/heal')).status).toBe(404);
  });

  it('has no churn without life', async () => {
    await fleet.close();
    fleet = await TestFleet.start({ dataDir, isAlive: false });
    expect(fleet.life.calls).toEqual([]);
    expect((await put('/churn', { perSecond: 1 })).status).toBe(409);
    expect((await post('/modules/team-a/heal')).status).toBe(204);
  });
});

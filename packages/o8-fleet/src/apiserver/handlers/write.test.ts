import { createDataDir, TestFleet, type Call } from '../../__testUtils__';

const APPLICATIONS =
  '/apis/argoproj.io/v1alpha1/namespaces/team-a/applications';
const ONE = `${APPLICATIONS}/one`;
const MERGE = { 'content-type': 'application/merge-patch+json' };

describe('create, replace, patch and delete', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await TestFleet.start({
      dataDir,
      now: () => new Date('2026-06-01T00:00:00.123Z'),
    });
  });
  afterAll(() => fleet.close());

  const admin = (path: string, call: Call) =>
    fleet.api(path, { as: 'admin', ...call });
  const post = (body: unknown, path = APPLICATIONS) =>
    admin(path, { method: 'POST', body });
  const patch = (body: unknown, path = ONE) =>
    admin(path, { method: 'PATCH', body, headers: MERGE });
  const application = (metadata: object, rest: object = {}) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    ...rest,
  });

  describe('create', () => {
    it('adds what only the server knows', async () => {
      const { status, body } = await post(
        application({ name: 'new', uid: 'mine' }, { spec: { a: 1 } }),
      );
      expect(status).toBe(201);
      expect(body.metadata).toEqual({
        name: 'new',
        namespace: 'team-a',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        creationTimestamp: '2026-06-01T00:00:00Z',
        generation: 1,
        resourceVersion: expect.any(String),
      });
      expect((await fleet.api(`${APPLICATIONS}/new`)).body).toEqual(body);
      expect((await post(application({ name: 'new' }))).body).toMatchObject({
        code: 409,
        reason: 'AlreadyExists',
      });
    });

    it('finds a name, and tries only when asked', async () => {
      const { body } = await post(
        application({ generateName: 'run-' }),
        `${APPLICATIONS}?dryRun=All`,
      );
      expect(body.metadata.name).toMatch(/^run-[0-9a-f]{6}$/);
      const path = `${APPLICATIONS}/${body.metadata.name}`;
      expect((await fleet.api(path)).status).toBe(404);
    });

    it.each<[string, number, object]>([
      ['no name', 422, application({})],
      ['a wrong name', 422, application({ name: 'A_b' })],
      ['another kind', 400, { ...application({ name: 'x' }), kind: 'Pod' }],
      [
        'a namespace of its own',
        400,
        application({ name: 'x', namespace: 'b' }),
      ],
      ['a version', 400, application({ name: 'x', resourceVersion: '1' })],
      [
        'labels that are none',
        400,
        application({ name: 'x', labels: { a: 1 } }),
      ],
    ])('refuses %s', async (_, code, body) => {
      expect(await post(body)).toMatchObject({
        status: code,
        body: { kind: 'Status', status: 'Failure', code },
      });
    });

    it('refuses a namespace that is not there, none at all, and other forms', async () => {
      const base = '/apis/argoproj.io/v1alpha1';
      const body = application({ name: 'x' });
      expect(
        (await post(body, `${base}/namespaces/none/applications`)).body.message,
      ).toBe('namespaces "none" not found');
      expect((await post(body, `${base}/applications`)).status).toBe(400);
      expect((await post(body, ONE)).status).toBe(405);
      const yaml = await admin(APPLICATIONS, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/yaml' },
      });
      expect(yaml.body).toMatchObject({
        code: 415,
        reason: 'UnsupportedMediaType',
      });
      expect((await post('no object')).status).toBe(400);
    });
  });

  describe('merge patch', () => {
    it('merges, removes by null, and keeps what lasts', async () => {
      const before = (await fleet.api(ONE)).body;
      const { status, body } = await patch({
        metadata: {
          labels: { tier: null, new: 'x' },
          uid: before.metadata.uid,
        },
        spec: { source: { targetRevision: 'v2' } },
      });
      expect(status).toBe(200);
      expect(body.metadata.labels).toEqual({ app: 'one', new: 'x' });
      expect(body.spec).toEqual({
        project: 'default',
        source: { targetRevision: 'v2' },
      });
      expect(body.status).toEqual(before.status);
      expect(body.metadata.generation).toBe(before.metadata.generation + 1);
      expect(Number(body.metadata.resourceVersion)).toBeGreaterThan(
        Number(before.metadata.resourceVersion),
      );
    });

    it('changes nothing when there is nothing to change', async () => {
      const before = (await fleet.api(ONE)).body;
      expect((await patch({ spec: { project: 'default' } })).body).toEqual(
        before,
      );
      const status = await patch({ status: { sync: { status: 'OutOfSync' } } });
      expect(status.body.metadata.generation).toBe(before.metadata.generation);
    });

    it('refuses an older version, another name, and what leaves no object', async () => {
      const { resourceVersion } = (await fleet.api(ONE)).body.metadata;
      expect(
        (await patch({ metadata: { resourceVersion }, spec: { x: 1 } })).status,
      ).toBe(200);
      const late = await patch({
        metadata: { resourceVersion },
        spec: { x: 2 },
      });
      expect(late.body).toMatchObject({
        code: 409,
        reason: 'Conflict',
        message: expect.stringContaining('the object has been modified'),
      });
      expect((await patch({ metadata: { name: 'other' } })).status).toBe(400);
      expect((await patch({ metadata: { uid: 'other' } })).status).toBe(409);
      expect((await patch({ metadata: null })).status).toBe(400);
      expect((await patch([])).status).toBe(400);
      expect((await patch({}, `${APPLICATIONS}/none`)).status).toBe(404);
    });

    it.each([
      'application/json-patch+json',
      'application/strategic-merge-patch+json',
      'application/apply-patch+yaml',
    ])('answers 415 to %s', async type => {
      const { status, body } = await admin(ONE, {
        method: 'PATCH',
        body: [],
        headers: { 'content-type': type },
      });
      expect(status).toBe(415);
      expect(body.message).toContain('application/merge-patch+json');
    });
  });

  it('replaces, unless somebody else was faster', async () => {
    const { body: before } = await fleet.api(`${APPLICATIONS}/two`);
    const put = (body: unknown) =>
      admin(`${APPLICATIONS}/two`, { method: 'PUT', body });
    const changed = await put({ ...before, spec: { project: 'p' } });
    expect(changed.body).toMatchObject({
      spec: { project: 'p' },
      metadata: { uid: before.metadata.uid, generation: 2 },
    });
    expect((await put({ ...before, spec: {} })).body.reason).toBe('Conflict');
    const blind = application({ name: 'two' }, { spec: {} });
    expect((await put(blind)).status).toBe(200);
    expect((await put(application({ name: 'other' }))).status).toBe(400);
  });

  describe('delete', () => {
    const remove = (path: string, body?: unknown) =>
      admin(path, { method: 'DELETE', body });

    it('deletes once', async () => {
      await post(application({ name: 'gone' }));
      const path = `${APPLICATIONS}/gone`;
      expect((await remove(path, { preconditions: { uid: 'x' } })).status).toBe(
        409,
      );
      expect((await remove(`${path}?dryRun=All`)).status).toBe(200);
      expect((await remove(path)).body).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'gone', group: 'argoproj.io', kind: 'applications' },
      });
      expect((await remove(path)).body.reason).toBe('NotFound');
    });

    it('waits for finalizers', async () => {
      const path = `${APPLICATIONS}/held`;
      await post(application({ name: 'held', finalizers: ['a.b/c'] }));
      expect((await remove(path)).body.metadata.deletionTimestamp).toBe(
        '2026-06-01T00:00:00Z',
      );
      expect((await fleet.api(path)).status).toBe(200);
      expect(
        (await patch({ metadata: { finalizers: null } }, path)).status,
      ).toBe(200);
      expect((await fleet.api(path)).status).toBe(404);
    });

    it('takes what lies in a namespace with it', async () => {
      expect((await remove('/api/v1/namespaces/team-b')).status).toBe(200);
      const { body } = await fleet.api('/api/v1/namespaces/team-b/pods');
      expect(body.items).toEqual([]);
    });

    it('does not delete collections', async () => {
      expect((await remove(APPLICATIONS)).body).toMatchObject({
        code: 405,
        reason: 'MethodNotAllowed',
      });
    });
  });

  it('answers 400 to a body that is not JSON', async () => {
    const { status, body } = await fleet.api(APPLICATIONS, {
      as: 'admin',
      method: 'POST',
      body: undefined,
      headers: { 'content-type': 'application/json' },
    });
    expect({ status, reason: body.reason }).toEqual({
      status: 400,
      reason: 'BadRequest',
    });
  });
});

import { createDataDir, TestFleet, type Call } from '../../__testUtils__';

const GROUP = '/apis/authorization.k8s.io/v1';
const ACCESS = `${GROUP}/selfsubjectaccessreviews`;
const RULES = `${GROUP}/selfsubjectrulesreviews`;

describe('self subject reviews', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await TestFleet.start({ dataDir });
  });
  afterAll(() => fleet.close());

  const post = (path: string, body: unknown, as: Call['as'] = 'viewer') =>
    fleet.api(path, { method: 'POST', body, as });
  async function may(as: Call['as'], spec: object): Promise<boolean> {
    const { status, body } = await post(ACCESS, { spec }, as);
    expect({ status, kind: body.kind, spec: body.spec }).toMatchObject({
      status: 201,
      kind: 'SelfSubjectAccessReview',
      spec,
    });
    return body.status.allowed;
  }

  it.each<[object, boolean]>([
    [{ verb: 'list', resource: 'pods' }, true],
    [{ verb: 'get', resource: 'pods', subresource: 'exec' }, false],
    [{ verb: 'delete', resource: 'pods', namespace: 'a', name: 'p' }, false],
    [{ verb: 'list', resource: 'secrets' }, false],
    [{ verb: 'watch', group: 'velero.io', resource: 'backups' }, true],
    [{ verb: 'watch', group: 'unknown.io', resource: 'things' }, false],
    [{ verb: '*', group: '*', resource: '*' }, false],
  ])('viewer, %j: %s', async (resourceAttributes, expected) => {
    expect(await may('viewer', { resourceAttributes })).toBe(expected);
    expect(await may('admin', { resourceAttributes })).toBe(true);
  });

  it.each(['pods', 'secrets'])('says of %s what is so', async resource => {
    const resourceAttributes = { verb: 'list', resource };
    const { status } = await fleet.api(`/api/v1/${resource}`);
    expect(await may('viewer', { resourceAttributes })).toBe(status === 200);
  });

  it.each([
    ['/apis', true],
    ['/apis/velero.io/v1', true],
    ['/version', true],
    ['/metrics', false],
  ])('viewer, path %s: %s', async (path, expected) => {
    const nonResourceAttributes = { path, verb: 'get' };
    expect(await may('viewer', { nonResourceAttributes })).toBe(expected);
    expect(await may('admin', { nonResourceAttributes })).toBe(true);
  });

  it('lists the rules', async () => {
    const { status, body } = await post(RULES, { spec: { namespace: 'a' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'SelfSubjectRulesReview',
      status: {
        incomplete: false,
        resourceRules: expect.arrayContaining([
          expect.objectContaining({
            apiGroups: [''],
            resources: expect.arrayContaining(['pods']),
            verbs: expect.arrayContaining(['get', 'list', 'watch']),
          }),
        ]),
        nonResourceRules: [expect.objectContaining({ verbs: ['get'] })],
      },
    });
    const all = await post(RULES, { spec: { namespace: 'a' } }, 'admin');
    expect(all.body.status.resourceRules).toEqual([
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    ]);
  });

  it.each([
    [ACCESS, {}],
    [ACCESS, { spec: {} }],
    [ACCESS, { spec: { resourceAttributes: { verb: 5 } } }],
    [RULES, { spec: {} }],
  ])('%s refuses %j', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });

  it('can only be asked, by somebody known', async () => {
    expect((await fleet.api(ACCESS)).status).toBe(405);
    const { status } = await post(ACCESS, { spec: {} }, 'nobody');
    expect(status).toBe(401);
    const { body } = await fleet.api(GROUP);
    expect(body.resources).toMatchObject([
      { name: 'selfsubjectaccessreviews', verbs: ['create'] },
      { name: 'selfsubjectrulesreviews', verbs: ['create'] },
    ]);
  });
});

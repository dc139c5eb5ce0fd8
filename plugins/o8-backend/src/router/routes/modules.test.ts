import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createAnswerSchema,
  moduleDetailSchema,
  moduleSummarySchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses } from '../__testUtils__/createApp';

beforeEach(() => jest.clearAllMocks());

describe('GET /v1/modules', () => {
  const names = async (query: string) => {
    const { app } = await createApp();
    const { body } = await request(app).get(`/v1/modules${query}`).expect(200);
    return body.items.map(({ title }: { title: string }) => title);
  };

  it('answers what the caller may see, counts nothing else', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get('/v1/modules');
    const answer = createAnswerSchema(moduleSummarySchema).parse(body);
    expect(answer.items.map(({ title }) => title)).toEqual([
      'beta',
      'alpha',
      'gamma',
    ]);
    expect(answer).toMatchObject({ totalItems: 3, sources: statuses });
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it('asks the catalog as the caller, not as itself', async () => {
    const { app, getEntitiesByRefs } = await createApp();
    await request(app)
      .get('/v1/modules')
      .set('Authorization', mockCredentials.user.header('user:default/ada'));
    expect(getEntitiesByRefs).toHaveBeenCalledWith(expect.anything(), {
      credentials: expect.objectContaining({
        principal: expect.objectContaining({
          userEntityRef: 'user:default/ada',
        }),
      }),
    });
  });

  it.each([
    ['?filter=owner=group:default/others', ['beta']],
    ['?filter=sync=bad', ['beta']],
    ['?filter=sync=bad,unknown&order=name', ['alpha', 'beta', 'gamma']],
    ['?filter=sync=unknown&filter=tier=gold', ['alpha']],
    ['?filter=name=ET', ['beta']],
    ['?filter=name=hidden', []],
    ['?filter=cluster=eu-1', ['beta']],
    ['?filter=binding=conflict&order=name', ['beta', 'gamma']],
    ['?order=name', ['alpha', 'beta', 'gamma']],
    ['?order=-name', ['gamma', 'beta', 'alpha']],
    ['?order=name&limit=2', ['alpha', 'beta']],
  ])('answers %s', async (query, expected) => {
    await expect(names(query)).resolves.toEqual(expected);
  });

  it('walks through all pages without losing any', async () => {
    const { app } = await createApp();
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await request(app).get(
        `/v1/modules?order=-name&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map(({ title }: { title: string }) => title));
      expect(body.totalItems).toBe(3);
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['gamma', 'beta', 'alpha']);
  });

  it('names all problems at once', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get(
      '/v1/modules?limit=0&order=a&order=b&colour=red',
    );
    expect(body.error.message).toMatch(/^Wrong parameters: /);
    for (const name of ['"limit"', '"order"', 'unknown: "colour"']) {
      expect(body.error.message).toContain(name);
    }
  });

  it.each(['limit=0', 'limit=501', 'limit=1.5', 'limit=many', 'limit='])(
    'answers 400 to %s',
    async query => {
      const { app } = await createApp();
      const response = await request(app).get(`/v1/modules?${query}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('"limit"');
    },
  );

  it.each([
    ['order=beauty', 'Unknown order "beauty"'],
    ['order=toString', 'Unknown order "toString"'],
    ['filter=colour=red', 'Unknown filter "colour"'],
    ['filter=__proto__=red', 'Unknown filter "__proto__"'],
    ['filter=sync', 'Wrong filter "sync"'],
    ['filter[a]=b', 'Wrong parameters'],
  ])('answers 400 to %s', async (query, message) => {
    const { app } = await createApp();
    const response = await request(app).get(`/v1/modules?${query}`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
  });
});

describe('GET /v1/modules/:kind/:namespace/:name', () => {
  it('answers one, as the contract says', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get(
      '/v1/modules/component/default/alpha',
    );
    expect(moduleDetailSchema.parse(body)).toMatchObject({
      entityRef: 'component:default/alpha',
      key: 'key of component:default/alpha',
      claimedBy: [],
      // It is nowhere, so that no cluster has to do with it.
      clusterTitles: {},
      binding: 'unbound',
      facets: { sync: { state: { verdict: 'unknown' } } },
    });
  });

  it('answers what an entity has on the clusters, to those who may see it', async () => {
    const { app, factReader } = await createApp();
    const conflict = {
      cluster: 'eu-1',
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: null,
      name: 'foreign',
      source: 'namespaces',
      binding: 'conflict',
      conflict: 'otherModule',
      operable: false,
      facts: [],
    } as const;
    factReader.objectsOf.mockResolvedValueOnce({
      objects: [{ ...conflict, facts: [] }],
      totalObjects: 1,
      emptyClaims: ['appName'],
    });
    const { body } = await request(app).get(
      '/v1/modules/component/default/alpha',
    );
    expect(moduleDetailSchema.parse(body)).toMatchObject({
      objects: [conflict],
      totalObjects: 1,
      claimProblems: [{ annotation: 'argocd/app-name', code: 'nothing' }],
    });
  });

  it('does not mind upper case, or what is encoded', async () => {
    const { app } = await createApp();
    const { body } = await request(app)
      .get('/v1/modules/Component/Default/%61lpha')
      .expect(200);
    expect(body.title).toBe('alpha');
  });

  it('names those who claim it too, as far as the caller may see them', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get(
      '/v1/modules/component/default/beta',
    );
    expect(body.claimedBy).toEqual([
      'component:default/beta',
      'component:default/gamma',
    ]);
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it.each([
    ['hidden', 'component:default/hidden'],
    ['missing', 'component:default/missing'],
    ['..%2F..%2Fetc', 'component:default/../../etc'],
    ['a%00b', 'component:default/a\0b'],
  ])('answers 404 to %s, and never says why', async (name, ref) => {
    const { app } = await createApp();
    const response = await request(app).get(
      `/v1/modules/component/default/${name}`,
    );
    expect(response.status).toBe(404);
    expect(response.body.error).toMatchObject({
      name: 'NotFoundError',
      message: `There is no module "${ref}"`,
    });
  });

  it('answers 400 to what is encoded wrongly', async () => {
    const { app } = await createApp();
    const path = '/v1/modules/component/default/%E0%A4';
    const response = await request(app).get(path);
    expect(response.status).toBe(400);
  });
});

import {
  createAnswerSchema,
  moduleDetailSchema,
  moduleSummarySchema,
  type ModuleObject,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses } from '../__testUtils__/createApp';
import {
  createDetail,
  createSummary,
  modules as exampleModules,
} from '../__testUtils__/createModules';

const ALPHA = '/v1/modules/component/default/alpha';

describe('GET /v1/modules', () => {
  const names = async (query: string) => {
    const { app } = createApp();
    const { body } = await request(app).get(`/v1/modules${query}`).expect(200);
    return body.items.map(({ title }: { title: string }) => title);
  };

  it('answers what the caller may see, counts nothing else', async () => {
    const { app } = createApp();
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

  it.each([
    ['?filter=owner=group:default/others', ['beta']],
    ['?filter=sync=bad', ['beta']],
    ['?filter=sync=bad,unknown&order=name', ['alpha', 'beta', 'gamma']],
    ['?filter=sync=unknown&filter=tier=gold', ['alpha']],
    ['?filter=name=ET', ['beta']],
    ['?filter=name=hidden', []],
    ['?filter=cluster=eu-1', ['beta']],
    ['?filter=binding=conflict&order=name', ['beta', 'gamma']],
    ['?filter=namespace=shared,other', ['beta']],
    ['?filter=namespace=a\\,b\\\\c', ['alpha']],
    ['?filter=owner=', []],
    ['?filter=system=', ['beta', 'alpha', 'gamma']],
    ['?filter=name=alph,gamm&order=-name', ['gamma', 'alpha']],
    ['?order=name', ['alpha', 'beta', 'gamma']],
    ['?order=-name', ['gamma', 'beta', 'alpha']],
    ['?order=name&limit=2', ['alpha', 'beta']],
  ])('answers %s', async (query, expected) => {
    await expect(names(query)).resolves.toEqual(expected);
  });

  it('walks through all pages without losing any', async () => {
    const { app } = createApp();
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
    const { app } = createApp();
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
      const { app } = createApp();
      const response = await request(app).get(`/v1/modules?${query}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('"limit"');
    },
  );

  it.each([
    ['order=beauty', '"order": unknown order "beauty": there are trouble, '],
    ['order=toString', '"order": unknown order "toString"'],
    ['filter=colour=red', '"filter": unknown key "colour": there are sync, '],
    ['filter=__proto__=red', '"filter": unknown key "__proto__"'],
    ['filter=sync', '"filter": expected "key=value" instead of "sync"'],
    ['filter[a]=b', 'unknown: "filter[a]"'],
    ['__proto__=b', 'unknown: "__proto__"'],
    ['filter=tier=a\\b', '"filter": a backslash stands before'],
    ['fields=', '"fields": unknown "": there are entityRef, key, '],
    ['fields=facets.sync.colour', '"facets.sync" has verdict, headline, since'],
    ['cursor=a&cursor=b', '"cursor": expected one cursor'],
    ['cursor=nonsense', '"cursor": is not one of this list'],
    ['cursor=e30', '"cursor": is not one of this list'],
  ])('answers 400 to %s', async (query, message) => {
    const { app } = createApp();
    const response = await request(app).get(`/v1/modules?${query}`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/^Wrong parameters: /);
    expect(response.body.error.message).toContain(message);
  });

  it.each(['order=name', 'filter=tier=gold', 'order=-trouble'])(
    'answers 400 to a cursor of another list, %s',
    async other => {
      const { app } = createApp();
      const first = await request(app).get('/v1/modules?limit=1');
      const { nextCursor: cursor } = first.body;
      const path = `/v1/modules?cursor=${cursor}`;
      await request(app).get(`${path}&limit=2&fields=title`).expect(200);
      const response = await request(app).get(`${path}&${other}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('"cursor"');
    },
  );

  it('answers 400 to a cursor of the fleet', async () => {
    const { app } = createApp();
    const { body } = await request(app).get('/v1/fleet?limit=1');
    const path = `?limit=1&cursor=${body.nextCursor}`;
    await request(app).get(`/v1/fleet${path}`).expect(200);
    const response = await request(app).get(`/v1/modules${path}`);
    expect(response.status).toBe(400);
  });

  it('answers the fields that are asked for', async () => {
    const { app } = createApp();
    const { body } = await request(app).get(
      '/v1/modules?fields=facets.sync.verdict,title&limit=1',
    );
    expect(body).toEqual({
      items: [{ title: 'beta', facets: { sync: { verdict: 'bad' } } }],
      totalItems: 3,
      nextCursor: expect.any(String),
      sources: statuses,
    });
  });

  it('says nothing of clusters to those who may not see the fleet', async () => {
    const { app, callers } = createApp();
    await request(app).get('/v1/modules').expect(200);
    callers.allowed.delete('o8.fleet.read');
    const { body } = await request(app).get('/v1/modules');
    expect(body).toMatchObject({ totalItems: 3, sources: [] });
  });

  it('answers others what they may see, from what is kept as well', async () => {
    const { app, callers } = createApp();
    await request(app).get('/v1/modules').expect(200);
    callers.visible.delete('component:default/beta');
    const { body } = await request(app).get('/v1/modules');
    expect(body.totalItems).toBe(2);
    expect(JSON.stringify(body)).not.toContain('beta');
    callers.visible.clear();
    const none = await request(app).get('/v1/modules');
    expect(none.body).toMatchObject({ items: [], totalItems: 0 });
  });

  it('is serialised once while nothing changes, and answers 304', async () => {
    const { app, modules } = createApp();
    const first = await request(app).get('/v1/modules').expect(200);
    const { etag } = first.headers;
    const stringify = jest.spyOn(JSON, 'stringify');
    try {
      await request(app)
        .get('/v1/modules')
        .set('If-None-Match', etag)
        .expect(304);
      const results = stringify.mock.results.map(({ value }) => String(value));
      // Keys of what is kept, and nothing of what it says.
      expect(results.filter(text => text.includes('verdict'))).toEqual([]);
    } finally {
      stringify.mockRestore();
    }

    modules.setModules([{ summary: createSummary('alpha') }]);
    const changed = await request(app)
      .get('/v1/modules')
      .set('If-None-Match', etag)
      .expect(200);
    expect(changed.body.totalItems).toBe(1);
  });
});

describe('GET /v1/modules/:kind/:namespace/:name', () => {
  it('answers one, as the contract says', async () => {
    const { app } = createApp();
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

  it('answers the fields that are asked for', async () => {
    const { app, modules } = createApp();
    const [alpha] = exampleModules;
    const object: ModuleObject = {
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
    };
    modules.setDetails([
      createDetail(alpha, { objects: [object], totalObjects: 1 }),
    ]);
    const { body } = await request(app).get(
      `${ALPHA}?fields=objects.name,totalObjects,facets.recovery.state.rpoMs`,
    );
    expect(body).toEqual({
      objects: [{ name: 'foreign' }],
      totalObjects: 1,
      facets: { recovery: { state: { rpoMs: null } } },
    });
  });

  it.each([
    ['fields=colour', '"fields": unknown "colour": there are entityRef, '],
    ['fields=clusterTitles.eu-1', '"clusterTitles" has no fields'],
    ['order=name', 'unknown: "order"'],
  ])('answers 400 to %s', async (query, message) => {
    const { app } = createApp();
    const response = await request(app).get(`${ALPHA}?${query}`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
  });

  it('is serialised once while nothing changes, and answers 304', async () => {
    const { app, modules } = createApp();
    const first = await request(app).get(ALPHA).expect(200);
    const detail = (await modules.detail('component:default/alpha'))!;
    const spy = jest.fn(() => 'beta');
    Object.defineProperty(detail, 'title', { get: spy, enumerable: true });
    await request(app)
      .get(ALPHA)
      .set('If-None-Match', first.headers.etag)
      .expect(304);
    expect(spy).not.toHaveBeenCalled();

    modules.setDetails([{ ...detail }]);
    const { body } = await request(app)
      .get(ALPHA)
      .set('If-None-Match', first.headers.etag)
      .expect(200);
    expect(body.title).toBe('beta');
  });

  it('does not mind upper case, or what is encoded', async () => {
    const { app } = createApp();
    const { body } = await request(app)
      .get('/v1/modules/Component/Default/%61lpha')
      .expect(200);
    expect(body.title).toBe('alpha');
  });

  it('names those who claim it too, as far as the caller may see them', async () => {
    const { app } = createApp();
    const { body } = await request(app).get(
      '/v1/modules/component/default/beta',
    );
    expect(body.claimedBy).toEqual([
      'component:default/beta',
      'component:default/gamma',
    ]);
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it('names them to nobody else, also from what is kept', async () => {
    const { app, callers } = createApp();
    const path = '/v1/modules/component/default/beta';
    await request(app).get(path).expect(200);
    callers.visible.delete('component:default/gamma');
    const { body } = await request(app).get(path).expect(200);
    // That there is another one is no secret of the others: it is not confirmed whose.
    expect(body).toMatchObject({ claimedBy: [], binding: 'conflict' });
  });

  it.each([
    ['hidden', 'component:default/hidden'],
    ['missing', 'component:default/missing'],
    ['..%2F..%2Fetc', 'component:default/../../etc'],
    ['a%00b', 'component:default/a\0b'],
  ])('answers 404 to %s, and never says why', async (name, ref) => {
    const { app, modules } = createApp();
    const response = await request(app).get(
      `/v1/modules/component/default/${name}`,
    );
    expect(response.status).toBe(404);
    // Reading it would take time, by which one could tell that it is there.
    expect(modules.detail).not.toHaveBeenCalled();
    expect(response.body.error).toMatchObject({
      name: 'NotFoundError',
      message: `There is no module "${ref}"`,
    });
  });

  it('answers 404 to what has left the catalog at this moment', async () => {
    const { app, modules } = createApp();
    modules.detail.mockResolvedValue(undefined);
    const { body } = await request(app).get(ALPHA).expect(404);
    expect(body.error.message).toContain('There is no module');
  });

  it('answers 400 to what is encoded wrongly', async () => {
    const { app } = createApp();
    const path = '/v1/modules/component/default/%E0%A4';
    const response = await request(app).get(path);
    expect(response.status).toBe(400);
  });
});

import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createAnswerSchema,
  moduleDetailSchema,
  moduleSummarySchema,
  sourceStatusSchema,
  unmatchedObjectSchema,
  type SourceStatus,
  type UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import express from 'express';
import request from 'supertest';
import { createZone } from '../landingZones/__testUtils__';
import { ModuleReader } from '../modules';
import type { ModuleEntity, ModuleStore, StateRow } from '../store';
import { createRouter } from './createRouter';

const AT = '2026-11-22T10:42:00.000Z';

const statuses: SourceStatus[] = [
  {
    cluster: 'eu-1',
    clusterTitle: 'Europe 1',
    source: 'connection',
    state: 'stale',
    since: AT,
    confirmedAt: null,
    message: 'Not read yet',
  },
];

const unmatched: UnmatchedObject[] = ['a', 'b', 'c'].map(name => ({
  cluster: 'eu-1',
  source: 'namespaces',
  apiVersion: 'v1',
  kind: 'Namespace',
  namespace: null,
  name,
  reason: 'noEntity',
  module: name,
}));

function createModule(name: string, overrides: Partial<ModuleEntity> = {}) {
  return {
    entityRef: `component:default/${name}`,
    module: name,
    title: name,
    description: null,
    owner: 'group:default/team',
    system: null,
    tier: null,
    rpoMs: null,
    ...overrides,
  };
}

// "shared" is claimed by three, of whom callers see two.
const entities: ModuleEntity[] = [
  createModule('alpha', { tier: 'gold' }),
  createModule('beta', { module: 'shared', owner: 'group:default/others' }),
  createModule('gamma', { module: 'shared' }),
  createModule('hidden', { module: 'shared' }),
];
const VISIBLE = ['alpha', 'beta', 'gamma'];

const states: StateRow[] = [
  {
    entityRef: 'component:default/beta',
    facet: 'sync',
    state: {
      verdict: 'bad',
      headline: { code: 'degraded', params: {} },
      deployments: [],
    } as StateRow['state'],
    sources: [],
    placements: [{ cluster: 'eu-1', namespace: 'shared' }],
    since: AT,
    assessedAt: AT,
  },
];

const moduleStore = {
  listEntities: jest.fn(async () => entities),
  listStates: jest.fn(async (refs?: string[]) =>
    states.filter(({ entityRef }) => !refs || refs.includes(entityRef)),
  ),
  getEntity: jest.fn(async (ref: string) =>
    entities.find(({ entityRef }) => entityRef === ref),
  ),
  entitiesOf: jest.fn(async (module: string) =>
    entities.filter(entity => entity.module === module),
  ),
};
const listStatuses = jest.fn(async () => statuses);
const factStore = { listUnmatched: jest.fn(async () => unmatched) };
const landingZones = {
  list: jest.fn(() => [createZone()]),
  get: jest.fn(() => createZone()),
};
const moduleNames = {
  check: jest.fn(async ({ name }: { name: string }) => ({
    name,
    state: 'free' as const,
    message: null,
    ownerMessage: null,
  })),
};

function toCatalogEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
  };
}

const PERMISSIONS = ['o8.fleet.read', 'o8.module.read', 'o8.landing-zone.use'];

async function createApp(allowed: string[] = PERMISSIONS) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: allowed.includes(permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const catalog = catalogServiceMock({
    entities: VISIBLE.map(toCatalogEntity),
  });
  const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
  const router = await createRouter({
    catalog,
    factStore,
    httpAuth: mockServices.httpAuth(),
    permissions,
    landingZones,
    listStatuses,
    moduleNames,
    modules: new ModuleReader({
      store: moduleStore as unknown as ModuleStore,
      listStatuses,
      keyOf: ref => `key of ${ref}`,
    }),
  });
  return {
    app: express().use(router).use(mockErrorHandler()),
    permissions,
    getEntitiesByRefs,
  };
}

const ROUTES: [string, string][] = [
  ['/v1/sources', 'o8.fleet.read'],
  ['/v1/unmatched', 'o8.fleet.read'],
  ['/v1/modules', 'o8.module.read'],
  ['/v1/modules/component/default/alpha', 'o8.module.read'],
  ['/v1/landing-zones', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme/names/billing', 'o8.landing-zone.use'],
];

function expectNothingRead() {
  for (const mock of [
    ...Object.values(moduleStore),
    ...Object.values(landingZones),
    moduleNames.check,
    listStatuses,
    factStore.listUnmatched,
  ]) {
    expect(mock).not.toHaveBeenCalled();
  }
}

beforeEach(() => jest.clearAllMocks());

describe.each(ROUTES)('GET %s', (path, permission) => {
  it.each([
    ['user', mockCredentials.user.header()],
    ['service', mockCredentials.service.header()],
  ])('answers a %s, privately', async (_, authorization) => {
    const { app } = await createApp([permission]);
    const response = await request(app)
      .get(path)
      .set('Authorization', authorization);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('private, no-cache');
  });

  it('answers 401 to somebody unknown, before anything is read', async () => {
    const { app, permissions } = await createApp();
    await request(app)
      .get(path)
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
    expect(permissions.authorize).not.toHaveBeenCalled();
    expectNothingRead();
  });

  it('answers 403 without its permission, before anything is read', async () => {
    const others = PERMISSIONS.filter(name => name !== permission);
    const { app } = await createApp(others);
    const response = await request(app).get(path).expect(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: `You need the permission "${permission}"`,
    });
    expectNothingRead();
  });

  it('answers 400 to parameters that it does not know, naming each', async () => {
    const { app } = await createApp();
    const response = await request(app).get(`${path}?colour=red&size=3`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'Wrong parameters: unknown: "colour", "size"',
    );
    expectNothingRead();
  });
});

describe('GET /v1/sources', () => {
  it('answers 304 while nothing changed', async () => {
    const { app } = await createApp();
    const first = await request(app).get('/v1/sources');
    const second = await request(app)
      .get('/v1/sources')
      .set('If-None-Match', first.headers.etag);
    expect(second.status).toBe(304);
  });

  it('answers all of them, as the contract says', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get('/v1/sources');
    expect(createAnswerSchema(sourceStatusSchema).parse(body)).toEqual({
      items: statuses,
      totalItems: 1,
      sources: [],
    });
  });
});

describe('GET /v1/unmatched', () => {
  it('answers page by page, with the sources behind it', async () => {
    const { app } = await createApp();
    const schema = createAnswerSchema(unmatchedObjectSchema);
    const first = await request(app).get('/v1/unmatched?limit=2');
    expect(schema.parse(first.body)).toEqual({
      items: unmatched.slice(0, 2),
      totalItems: 3,
      nextCursor: expect.any(String),
      sources: statuses,
    });
    const { nextCursor } = first.body;
    const second = await request(app).get(
      `/v1/unmatched?limit=2&cursor=${nextCursor}`,
    );
    expect(schema.parse(second.body)).toEqual({
      items: unmatched.slice(2),
      totalItems: 3,
      sources: statuses,
    });
  });

  it.each([
    'nonsense',
    'e30',
    'bnVsbA',
    Buffer.from('{"start":-1}').toString('base64url'),
  ])('answers 400 to the cursor %s', async cursor => {
    const { app } = await createApp();
    const response = await request(app).get(`/v1/unmatched?cursor=${cursor}`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'Wrong parameters: "cursor" is not one of this list',
    );
  });

  it('answers nothing behind the end', async () => {
    const { app } = await createApp();
    const cursor = Buffer.from('{"start":99}').toString('base64url');
    const { body } = await request(app).get(`/v1/unmatched?cursor=${cursor}`);
    expect(body).toMatchObject({ items: [], totalItems: 3 });
  });
});

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

it('answers 404 where there is nothing', async () => {
  const { app } = await createApp();
  expect((await request(app).get('/v1/nothing')).status).toBe(404);
  expect((await request(app).post('/v1/modules')).status).toBe(404);
});

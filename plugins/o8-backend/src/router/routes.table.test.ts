import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { AnswerValidator } from './__testUtils__/AnswerValidator';
import { createApp, PERMISSIONS } from './__testUtils__/createApp';
import { createWorld, type WorldPolicy } from './__testUtils__/createWorld';
import {
  ROUTE_POLICIES,
  type RoutePolicy,
} from './__testUtils__/routePolicies';
import { createDescription } from './openapi';

jest.setTimeout(60_000);

type Method = 'get' | 'post';
type App = Parameters<typeof request>[0];

const USER = mockCredentials.user.header();
const SERVICE = mockCredentials.service.header();
const NOBODY = mockCredentials.none.header();

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
let world: Awaited<ReturnType<typeof createWorld>>;
let validator: AnswerValidator;

beforeAll(async () => {
  world = await createWorld(await databases.init('SQLITE_3'));
  const definitions = world.routes.map(({ definition }) => definition);
  validator = new AnswerValidator(createDescription(definitions));
});

function setPolicy(policy: Partial<WorldPolicy> = {}): void {
  Object.assign(world.policy, {
    allowed: PERMISSIONS,
    hides: undefined,
    ...policy,
  });
}

const methodOf = ({ body }: RoutePolicy): Method => (body ? 'post' : 'get');

function ask(
  app: App,
  { body, path }: Pick<RoutePolicy, 'body' | 'path'>,
  authorization = USER,
) {
  const agent = request(app);
  return (
    body
      ? agent.post(`/v1${path}`).send(body as object)
      : agent.get(`/v1${path}`)
  ).set('Authorization', authorization);
}

it('knows every route and what it needs, and no other', () => {
  const routes = world.routes.map(({ definition }) => [
    definition.operationId,
    {
      method: definition.method,
      permission: definition.permission.name,
      isAudited: Boolean(definition.audit),
    },
  ]);
  const policies = Object.entries(ROUTE_POLICIES).map(([id, policy]) => [
    id,
    {
      method: methodOf(policy),
      permission: policy.permission,
      isAudited: Boolean(policy.isAudited),
    },
  ]);
  expect(Object.fromEntries(routes)).toEqual(Object.fromEntries(policies));
});

it('asks for no permission that no other test knows', () => {
  const asked = Object.values(ROUTE_POLICIES).map(policy => policy.permission);
  expect([...new Set(asked)].sort()).toEqual([...PERMISSIONS].sort());
});

describe.each(Object.entries(ROUTE_POLICIES))('%s', (id, policy) => {
  const { permission } = policy;
  const elsewhere = policy.path.includes('?') ? '&' : '?';

  it('answers 401 to somebody unknown, and reads nothing', async () => {
    const { app, expectNothingRead } = createApp();
    const { status, body } = await ask(app, policy, NOBODY);
    expect(status).toBe(401);
    expect(validator.findProblems(id, status, body)).toEqual([]);
    expectNothingRead();
  });

  it.each([
    ['user', USER],
    ['service', SERVICE],
  ])(
    'answers 403 to a %s without its permission, and reads nothing',
    async (_, who) => {
      const allowed = PERMISSIONS.filter(name => name !== permission);
      const { app, expectNothingRead } = createApp({ allowed });
      const { status, body } = await ask(app, policy, who);
      expect(status).toBe(403);
      expect(body.error.message).toBe(
        `You need the permission "${permission}"`,
      );
      expect(validator.findProblems(id, status, body)).toEqual([]);
      expectNothingRead();
    },
  );

  it('answers 403 before it says what is wrong with the request', async () => {
    const { app } = createApp({ allowed: [] });
    const path = `${policy.path}${elsewhere}colour=red`;
    const { status } = await ask(app, { ...policy, path });
    expect(status).toBe(403);
  });

  it('answers 400 to parameters that it does not know, and reads nothing', async () => {
    const { app, expectNothingRead } = createApp();
    const path = `${policy.path}${elsewhere}colour=red&__proto__=1`;
    const { status, body } = await ask(app, { ...policy, path });
    expect(status).toBe(400);
    expect(body.error.message).toContain('unknown: "colour", "__proto__"');
    expect(validator.findProblems(id, status, body)).toEqual([]);
    expectNothingRead();
  });

  it.each([
    ['user', USER],
    ['service', SERVICE],
  ])(
    'answers a %s with its permission alone, as it is described',
    async (_, who) => {
      setPolicy({ allowed: [permission] });
      const { status, body, headers } = await ask(world.app, policy, who);
      expect(status).toBe(200);
      expect(headers['cache-control']).toMatch(/^private, no-cache/);
      expect(validator.findProblems(id, status, body)).toEqual([]);
    },
  );

  it('answers 304 to those who have the answer, and never to a post', async () => {
    setPolicy();
    const first = await ask(world.app, policy);
    const again = await ask(world.app, policy).set(
      'If-None-Match',
      first.headers.etag ?? '*',
    );
    expect(again.status).toBe(policy.body ? 200 : 304);
  });

  it.each(['catalog', 'policy'] as const)(
    'says nothing of modules that the %s hides, in no byte',
    async hides => {
      setPolicy({ hides });
      for (const suffix of ['', `${elsewhere}limit=1`]) {
        const path = `${policy.path}${suffix}`;
        const { text } = await ask(world.app, { ...policy, path });
        expect(text).not.toContain('hidden');
      }
    },
  );
});

const HIDING = Object.values(ROUTE_POLICIES).flatMap(
  ({ hides }) => hides ?? [],
);

it('knows what each route of modules says of one that is hidden', () => {
  const paths = Object.values(ROUTE_POLICIES)
    .filter(({ hides }) => !hides)
    .map(({ path }) => path);
  // What these answer is said of no module.
  expect(paths.filter(path => /^.(modules|fleet)/.test(path))).toEqual([]);
});

describe.each(HIDING)('$path', ({ path, status }) => {
  it.each(['catalog', 'policy'] as const)(
    'is answered as if the module were not there, where the %s hides it',
    async hides => {
      setPolicy({ hides });
      const hidden = await ask(world.app, { path });
      const absent = await ask(world.app, {
        path: path.replace('hidden', 'absent'),
      });
      expect(hidden.status).toBe(status);
      expect(hidden.text.replaceAll('hidden', 'absent')).toBe(absent.text);
      setPolicy();
      const shown = await ask(world.app, { path });
      expect(shown.status).toBe(200);
      expect(shown.text).not.toBe(hidden.text);
    },
  );
});

describe('to those who may see a part', () => {
  it.each([
    ['/modules', 5, 3],
    ['/fleet', 5, 3],
    // One of them names a module that may be hidden, where that does not count.
    ['/unmatched', 3, 2],
  ])('%s counts %i in all, and %i for them', async (path, all, part) => {
    setPolicy();
    expect((await ask(world.app, { path })).body.totalItems).toBe(all);
    for (const hides of ['catalog', 'policy'] as const) {
      setPolicy({ hides });
      expect((await ask(world.app, { path })).body.totalItems).toBe(part);
    }
  });

  it('gives the modules in pages of which none has gaps', async () => {
    setPolicy({ hides: 'catalog' });
    const titles: string[] = [];
    let cursor = '';
    for (let page = 0; page < 3; page++) {
      const path = `/fleet?limit=1&order=name${cursor}`;
      const { body } = await ask(world.app, { path });
      titles.push(...body.items.map(({ title }: { title: string }) => title));
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(titles).toHaveLength(3);
    expect(new Set(titles).size).toBe(3);
    expect(cursor).toBe('&cursor=undefined');
  });

  it('names only those rivals for a module whom they may see', async () => {
    const path = '/modules/component/default/beta';
    setPolicy();
    const { body } = await ask(world.app, { path });
    expect(body.claimedBy).toEqual([
      'component:default/beta',
      'component:default/hidden-rival',
    ]);
    setPolicy({ hides: 'policy' });
    const { body: part } = await ask(world.app, { path });
    expect(part.claimedBy).toEqual([]);
  });

  it('shows no clusters as such without o8.fleet.read', async () => {
    for (const path of [
      '/modules',
      '/modules/component/default/alpha/history',
    ]) {
      setPolicy();
      const { body } = await ask(world.app, { path });
      expect(body.sources).not.toEqual([]);
      setPolicy({ allowed: ['o8.module.read'] });
      const { body: part } = await ask(world.app, { path });
      expect(part).toEqual({ ...body, sources: [] });
    }
  });

  it('shows a fleet without rows to those who may read no module', async () => {
    setPolicy({ allowed: ['o8.fleet.read'] });
    const { body } = await ask(world.app, { path: '/fleet' });
    expect(body).toMatchObject({ items: [], totalItems: 0 });
    expect(body.clusters.map(({ name }: { name: string }) => name)).toEqual([
      'hub',
      'eu-1',
    ]);
  });
});

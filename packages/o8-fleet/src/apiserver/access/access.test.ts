import { createDataDir, DEFINITIONS, TestFleet } from '../../__testUtils__';
import type { ResourceRequestInfo } from '../RequestInfo';
import { authorize } from './authorize';
import { READER_RULES } from './readerRules';
import { ADMIN, createViewer, READER } from './Role';
import { TokenTable } from './TokenTable';

const viewer = createViewer(() => DEFINITIONS);

function ask(info: Partial<ResourceRequestInfo>) {
  const asked: ResourceRequestInfo = {
    isResource: true,
    verb: 'list',
    group: '',
    version: 'v1',
    plural: 'pods',
    ...info,
  };
  return (user: typeof ADMIN) => {
    try {
      authorize(user, asked);
      return 'allowed';
    } catch (error) {
      return String(error);
    }
  };
}

describe('authorize', () => {
  it.each<[Partial<ResourceRequestInfo>, string]>([
    [{ verb: 'watch' }, 'allowed'],
    [{ group: 'argoproj.io', plural: 'applications', verb: 'get' }, 'allowed'],
    [{ name: 'x', namespace: 'a', subresource: 'log', verb: 'get' }, 'allowed'],
    [
      { plural: 'secrets' },
      'secrets is forbidden: User "o8-viewer" cannot list resource "secrets" in API group "" at the cluster scope',
    ],
    [
      { plural: 'secrets', namespace: 'a', name: 's', verb: 'get' },
      'secrets "s" is forbidden: User "o8-viewer" cannot get resource "secrets" in API group "" in the namespace "a"',
    ],
    [
      { group: 'argoproj.io', plural: 'applications', verb: 'create' },
      'applications.argoproj.io is forbidden: User "o8-viewer" cannot create resource "applications" in API group "argoproj.io" at the cluster scope',
    ],
    [
      { name: 'x', namespace: 'a', subresource: 'exec', verb: 'get' },
      'pods "x" is forbidden: User "o8-viewer" cannot get resource "pods/exec" in API group "" in the namespace "a"',
    ],
  ])('says of %j: %s', (info, expected) => {
    expect(ask(info)(viewer)).toBe(
      expected === 'allowed' ? expected : `StatusError: ${expected}`,
    );
    expect(ask(info)(ADMIN)).toBe('allowed');
  });
});

describe('the reader', () => {
  it('lists and watches what its role names, and does nothing else', () => {
    expect(READER_RULES.length).toBeGreaterThan(3);
    for (const { apiGroups, resources } of READER_RULES) {
      const kinds = apiGroups.flatMap(group =>
        resources.map(plural => ({ group, plural })),
      );
      for (const kind of kinds) {
        expect(ask({ ...kind, verb: 'list' })(READER)).toBe('allowed');
        expect(ask({ ...kind, verb: 'watch' })(READER)).toBe('allowed');
        for (const verb of ['get', 'create', 'delete'] as const) {
          expect(ask({ ...kind, verb, name: 'x' })(READER)).toContain(
            'is forbidden: User "o8-reader" cannot',
          );
        }
      }
    }
  });

  it.each([
    { plural: 'secrets' },
    { plural: 'pods', name: 'x', subresource: 'log', verb: 'get' as const },
    { plural: 'pods' },
    { group: 'unknown.io', plural: 'things' },
  ])('may not ask for %j', info => {
    expect(ask(info)(READER)).toContain('is forbidden: User "o8-reader"');
  });
});

describe('TokenTable', () => {
  it('finds the owner of a bearer token', () => {
    const table = new TokenTable([
      { token: 'first', owner: 1 },
      { token: 'second', owner: 2 },
    ]);
    expect(table.find('Bearer second')).toBe(2);
    expect(table.find('bearer first')).toBe(1);
    for (const wrong of [
      undefined,
      '',
      'first',
      'Basic first',
      'Bearer firs',
    ]) {
      expect(table.find(wrong)).toBeUndefined();
    }
  });
});

describe('the API of a cluster', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await TestFleet.start({ dataDir });
  });
  afterAll(() => fleet.close());

  it('wants a token', async () => {
    for (const token of ['wrong', fleet.fleet.tokens.control]) {
      const { status, body } = await fleet.api('/api/v1/pods', { token });
      expect(status).toBe(401);
      expect(body).toMatchObject({ kind: 'Status', reason: 'Unauthorized' });
    }
    const nobody = { as: 'nobody' } as const;
    expect((await fleet.api('/api/v1/pods', nobody)).status).toBe(401);
    expect((await fleet.api('/apis', nobody)).status).toBe(401);
  });

  it('tells its version and health to everybody without a wrong token', async () => {
    for (const path of ['/version', '/healthz', '/readyz', '/livez']) {
      expect((await fleet.api(path, { as: 'nobody' })).status).toBe(200);
      expect((await fleet.api(path, { token: 'wrong' })).status).toBe(401);
    }
    expect((await fleet.api('/version')).body).toMatchObject({
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3',
    });
    expect((await fleet.api('/readyz')).body).toBe('ok');
  });

  it('shows the viewer each kind that there is but Secrets, and those that come', async () => {
    const late = { group: 'late.example', version: 'v1', namespaced: true };
    const names = { kind: 'Guest', plural: 'guests', singular: 'guest' };
    fleet.fleet.control.setDefinition('one', { ...late, ...names });
    const served = fleet.fleet.stores.get('one')!.definitions();
    expect(served.map(({ plural }) => plural)).toEqual(
      expect.arrayContaining(['customresourcedefinitions', 'guests']),
    );
    for (const { group, version, plural } of served) {
      const base = group ? `/apis/${group}` : '/api';
      const path = `${base}/${version}/${plural}?limit=1`;
      const { status } = await fleet.api(path, { as: 'viewer' });
      expect({ path, status }).toEqual({
        path,
        status: plural === 'secrets' ? 403 : 200,
      });
    }
  });

  it('keeps Secrets from the viewer, and shows them to the admin', async () => {
    const { status, body } = await fleet.api('/api/v1/secrets');
    expect(status).toBe(403);
    expect(body.message).toContain('secrets is forbidden: User "o8-viewer"');
    const admin = await fleet.api('/api/v1/secrets', { as: 'admin' });
    expect(admin.body.items).toHaveLength(1);
  });

  it('knows no other cluster', async () => {
    const { status } = await fleet.call('/clusters/three/version');
    expect(status).toBe(404);
  });
});

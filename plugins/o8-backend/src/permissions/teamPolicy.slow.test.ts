import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogLocationDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { o8ModuleCreatePermission } from '@orchestr8/backstage-plugin-o8-common';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
/* eslint-disable @backstage/no-relative-monorepo-imports -- the examples are no package that could be imported by a name */
import teamPolicyModule from '../../../../examples/permission-policy/teamPolicyModule';
import { TeamPolicy } from '../../../../examples/permission-policy/TeamPolicy';
/* eslint-enable @backstage/no-relative-monorepo-imports */
import { waitFor } from '../engine/__testUtils__/startTestEngine';
import { o8Plugin } from '../plugin';

jest.setTimeout(120_000);

const CACHE_MS = 300;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** Whose member everybody is. */
const groups: Record<string, string[]> = {
  ann: ['group:default/team-a'],
  bob: ['group:default/team-b'],
  pat: ['group:default/platform'],
  eve: ['group:default/auditors'],
};

function createModule(name: string, owner: string): Entity {
  const location = 'url:https://git.example/catalog-info.yaml';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'orchestr8.io/module': name,
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

const modules = [
  createModule('alpha', 'team-a'),
  createModule('beta', 'team-b'),
  createModule('gamma', 'team-a'),
];

const catalogContent = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'content',
  register({ registerInit }) {
    registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'content',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: modules.map(entity => ({ entity })),
            }),
        });
      },
    });
  },
});

/** As Backstage does, and its mock does not, says which plugin asks for somebody. */
const authFactory = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const subject = `plugin:${plugin.getId()}`;
    const auth = mockServices.auth({ pluginId: plugin.getId() });
    const issue = auth.getPluginRequestToken.bind(auth);
    return Object.assign(auth, {
      getPluginRequestToken: async (options: Parameters<typeof issue>[0]) =>
        auth.isPrincipal(options.onBehalfOf, 'user')
          ? {
              token: mockCredentials.user.token(
                options.onBehalfOf.principal.userEntityRef,
                { actor: { subject } },
              ),
            }
          : issue(options),
    });
  },
});

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata:
  name: alpha-space
  uid: u-1
  labels: { orchestr8.io/module: alpha }
`;

describe('the example of a permission policy', () => {
  let backend: TestBackend;
  let directory: string;
  const handle = jest.spyOn(TeamPolicy.prototype, 'handle');

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'o8-policy-'));
    await writeFile(path.join(directory, 'objects.yaml'), NAMESPACE);
    const clusters = [{ name: 'eu-1', type: 'snapshot', directory }];
    backend = await startTestBackend({
      features: [
        o8Plugin,
        catalogPlugin,
        catalogContent,
        permissionPlugin,
        teamPolicyModule,
        permissionsServiceFactory,
        schedulerServiceFactory,
        authFactory,
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            o8: {
              clusters,
              permissions: { cacheMs: CACHE_MS },
              mapping: { refreshMs: 1_000 },
            },
          },
        }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async ({ principal }) => {
              const { userEntityRef } = principal as { userEntityRef: string };
              const [, name] = userEntityRef.split('/');
              const ownershipEntityRefs = [userEntityRef, ...groups[name]];
              return { userEntityRef, ownershipEntityRefs };
            },
          }),
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: async () =>
            mockServices.database({ knex: await databases.init('SQLITE_3') }),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => undefined }),
        }),
      ],
    });
    await waitFor(
      () => listModules('pat'),
      names => names.length === modules.length,
    );
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(directory, { recursive: true });
  });

  const tokenOf = (user: string) =>
    mockCredentials.user.header(`user:default/${user}`);

  function get(url: string, token: string) {
    return request(backend.server)
      .get(`/api/o8/v1${url}`)
      .set('Authorization', token);
  }

  async function listModules(user: string): Promise<string[]> {
    const { body } = await get('/modules', tokenOf(user)).expect(200);
    expect(body.totalItems).toBe(body.items.length);
    return body.items.map(({ module }: { module: string }) => module);
  }

  it.each([
    ['ann', ['alpha', 'gamma']],
    ['bob', ['beta']],
    ['pat', ['alpha', 'beta', 'gamma']],
    ['eve', ['alpha', 'beta', 'gamma']],
  ])('shows %s the modules %j', async (user, expected) => {
    expect((await listModules(user)).sort()).toEqual(expected);
  });

  it('has nothing of what is hidden: no count, no other words', async () => {
    const url = '/modules?filter=owner=group:default/team-b';
    const { body } = await get(url, tokenOf('ann'));
    expect(body).toMatchObject({ items: [], totalItems: 0, sources: [] });
    const hidden = '/modules/component/default/beta';
    const missing = '/modules/component/default/nothing';
    const answers = await Promise.all(
      [hidden, missing].map(each => get(each, tokenOf('ann')).expect(404)),
    );
    expect(answers[0].text.replaceAll('beta', 'nothing')).toBe(answers[1].text);
    await get(hidden, tokenOf('bob')).expect(200);
  });

  it.each([
    ['ann', 403],
    ['pat', 200],
    ['eve', 200],
  ])('answers %s of the fleet %s', async (user, status) => {
    const answer = await get('/sources', tokenOf(user));
    expect(answer.status).toBe(status);
  });

  it('lets a service read, which no policy is asked about', async () => {
    handle.mockClear();
    const script = mockCredentials.service.header({
      onBehalfOf: mockCredentials.service('external:report'),
      targetPluginId: 'o8',
    });
    const { body } = await get('/modules', script).expect(200);
    expect(body.totalItems).toBe(3);
    expect(handle).not.toHaveBeenCalled();
  });

  it('is asked once for a while', async () => {
    const warm = async () => {
      await listModules('ann');
      await get('/modules/component/default/alpha', tokenOf('ann')).expect(200);
    };
    const asked = await waitFor(
      async () => {
        handle.mockClear();
        await warm();
        return handle.mock.calls.length;
      },
      calls => calls === 0,
    );
    expect(asked).toBe(0);
  });

  it('follows who is a member of what', async () => {
    groups.ann = ['group:default/team-b'];
    const seen = await waitFor(
      () => listModules('ann'),
      names => names.includes('beta'),
    );
    expect(seen).toEqual(['beta']);
    groups.ann = ['group:default/team-a'];
  });

  it('lets auditors change nothing', async () => {
    const authorize = async (user: string) => {
      const { body } = await request(backend.server)
        .post('/api/permission/authorize')
        .set('Authorization', tokenOf(user))
        .send({
          items: [
            o8ModuleCreatePermission,
            catalogLocationDeletePermission,
          ].map(permission => ({ id: permission.name, permission })),
        })
        .expect(200);
      return body.items.map(({ result }: { result: string }) => result);
    };
    expect(await authorize('eve')).toEqual(['DENY', 'DENY']);
    expect(await authorize('pat')).toEqual(['ALLOW', 'ALLOW']);
  });

  it('decides of one module by what was read on clusters', async () => {
    const conditions = {
      rule: 'RUNS_ON_CLUSTER',
      resourceType: 'o8-module',
      params: { clusters: ['eu-1'] },
    };
    const decide = async () => {
      const { body } = await request(backend.server)
        .post('/api/o8/.well-known/backstage/permissions/apply-conditions')
        .set(
          'Authorization',
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.service('plugin:permission'),
            targetPluginId: 'o8',
          }),
        )
        .send({
          items: [
            {
              id: '1',
              resourceType: 'o8-module',
              resourceRef: [...modules.map(stringifyEntityRef), 'nobody'],
              conditions,
            },
          ],
        })
        .expect(200);
      return body.items[0].result;
    };
    const result = await waitFor(decide, ([alpha]) => alpha === 'ALLOW');
    expect(result).toEqual(['ALLOW', 'DENY', 'DENY', 'DENY']);
  });
});

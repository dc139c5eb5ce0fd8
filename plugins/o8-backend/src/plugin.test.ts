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
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  signalsServiceRef,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import { O8Client } from '@orchestr8/backstage-plugin-o8-common';
import {
  o8SourcesExtensionPoint,
  type Source,
} from '@orchestr8/backstage-plugin-o8-node';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { toConfig, waitFor } from './engine/__testUtils__/startTestEngine';
import { createZone } from './landingZones/__testUtils__';
import { o8Plugin } from './plugin';

jest.setTimeout(60_000);

// The test backend's own database outlives it and keeps the Jest worker alive.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const token = mockCredentials.user.token();

function createEntity(
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/guests' }],
  };
}

const entities = [
  createEntity('voicefuse', {
    'orchestr8.io/module': 'voicefuse',
    'orchestr8.io/rpo': '24h',
  }),
  createEntity('website', {}),
];

const homes: Source = {
  id: 'homes',
  kinds: [{ group: '', kind: 'Namespace', plural: 'namespaces' }],
  reach: 'anywhere',
  toFacts: () => [],
};

function addSource(source: Source) {
  return createBackendModule({
    pluginId: 'o8',
    moduleId: source.id,
    register({ registerInit }) {
      registerInit({
        deps: { sources: o8SourcesExtensionPoint },
        async init({ sources }) {
          sources.addSource(source);
        },
      });
    },
  });
}

describe('o8Plugin', () => {
  const stops: (() => Promise<void>)[] = [];
  const publish = jest.fn(
    async (_signal: Parameters<SignalsService['publish']>[0]) => undefined,
  );

  afterEach(async () => {
    publish.mockClear();
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
  });

  async function startWith(o8: object, ...modules: Source[]) {
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
    const backend = await startTestBackend({
      features: [
        o8Plugin,
        ...modules.map(addSource),
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({ data: { o8 } }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => database,
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
      ],
    });
    stops.push(() => backend.stop());
    const client = new O8Client({
      discoveryApi: {
        getBaseUrl: async id =>
          `http://localhost:${backend.server.port()}/api/${id}`,
      },
      fetchApi: { fetch },
    });
    return { server: backend.server, client };
  }

  async function startTestFleet(): Promise<Fleet> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-plugin-'));
    const fleet = await startFleet({
      dataDir,
      seed: 1,
      modules: 2,
      clusters: 4,
      churnPerSecond: 0,
      life: false,
    });
    stops.push(async () => {
      await fleet.close();
      await rm(dataDir, { recursive: true });
    });
    return fleet;
  }

  it('answers the typed client with what a fleet really runs', async () => {
    const fleet = await startTestFleet();
    const { client } = await startWith({ clusters: toConfig(fleet) });
    const { items } = await waitFor(
      () => client.getModules({}, { token }),
      answer =>
        answer.items.length === 1 &&
        Object.values(answer.items[0].facets).every(
          ({ verdict }) => verdict === 'good',
        ),
    );
    expect(items).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/voicefuse',
        binding: 'confirmed',
        owner: 'group:default/guests',
        clusters: expect.arrayContaining(['eu-1', 'us-1']),
      }),
    ]);

    const name = { kind: 'component', namespace: 'default' };
    const detail = await client.getModule(
      { ...name, name: 'voicefuse' },
      { token },
    );
    expect(detail.key).toBe(items[0].key);
    expect(detail.facets.recovery.state).toMatchObject({
      rpoMs: 24 * 3_600_000,
      rpoFrom: 'entity',
    });
    await expect(
      client.getModule({ ...name, name: 'website' }, { token }),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 404 });

    const unmatched = await client.getUnmatched({ token });
    expect(unmatched.items.map(({ module }) => module)).toContain('langfuse');
    expect(unmatched.items.map(({ module }) => module)).not.toContain(
      'voicefuse',
    );
    // Its own key, or that anything may have changed: at the start much does.
    const signals = await waitFor(
      async () => publish.mock.calls.map(([signal]) => signal),
      sent =>
        sent.some(({ message: { keys } }) =>
          Array.isArray(keys) ? keys.includes(detail.key) : keys === null,
        ),
    );
    expect(signals[0].recipients).toEqual({ type: 'broadcast' });
    expect(JSON.stringify(signals)).not.toContain('voicefuse');
  });

  it('says of clusters that it cannot reach what it knows: nothing', async () => {
    const { client } = await startWith({
      clusters: [
        {
          name: 'us-1',
          title: 'United States 1',
          type: 'kubernetes',
          url: 'http://127.0.0.1:1',
        },
        { name: 'old', type: 'snapshot', directory: '/exported' },
      ],
    });
    const { items } = await waitFor(
      () => client.getSources({ token }),
      answer =>
        ['us-1', 'old'].every(name =>
          answer.items.some(
            ({ cluster, source, state }) =>
              cluster === name && source === 'connection' && state === 'failed',
          ),
        ),
    );
    expect(items.filter(({ state }) => state === 'fresh')).toEqual([]);
    const failed = {
      source: 'connection',
      state: 'failed',
      since: expect.any(String),
      confirmedAt: null,
    };
    expect(items).toContainEqual(
      expect.objectContaining({
        ...failed,
        cluster: 'us-1',
        clusterTitle: 'United States 1',
        message: expect.stringMatching(/^The cluster cannot be reached: /),
      }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({ ...failed, cluster: 'old' }),
    );
  });

  it('reads a source that a module adds', async () => {
    const fleet = await startTestFleet();
    const { client } = await startWith({ clusters: toConfig(fleet) }, homes);
    const { items } = await waitFor(
      () => client.getSources({ token }),
      answer =>
        answer.items.some(
          ({ source, state }) => source === 'homes' && state === 'fresh',
        ),
    );
    expect(new Set(items.map(({ source }) => source)).has('homes')).toBe(true);
  });

  it('refuses two sources of one name', async () => {
    await expect(
      startWith({}, homes, { ...homes, id: 'velero' }),
    ).rejects.toThrow(/velero/);
  });

  it('answers landing zones and names, also while the git server is away', async () => {
    const git = { url: 'http://127.0.0.1:1' };
    const { client } = await startWith({
      landingZones: [{ zone: createZone(), git }],
    });
    const { items } = await client.getLandingZones({ token });
    expect(items).toEqual([
      expect.objectContaining({
        name: 'acme',
        platformUrl: 'http://127.0.0.1:1/platform/apps',
      }),
    ]);
    await expect(
      client.getLandingZone('other', { token }),
    ).rejects.toMatchObject({ statusCode: 404 });

    const check = (name: string) =>
      client.checkModuleName({ zone: 'acme', name }, { token });
    await expect(check('voicefuse')).resolves.toMatchObject({ state: 'taken' });
    await expect(check('argocd')).resolves.toMatchObject({ state: 'invalid' });
    await expect(check('billing')).resolves.toEqual({
      name: 'billing',
      state: 'unknown',
      message: expect.stringMatching(
        /^The git server could not be asked: .+\. Try/,
      ),
      ownerMessage: null,
    });
  });

  it('tells the permission framework about its permissions', async () => {
    const { server } = await startWith({});
    const { body } = await request(server)
      .get('/api/o8/.well-known/backstage/permissions/metadata')
      .set('Authorization', mockCredentials.service.header());

    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
      'o8.fleet.read',
      'o8.module.read',
      'o8.module.create',
      'o8.landing-zone.use',
    ]);
  });

  it('refuses to start with a wrong configuration, and names every problem', async () => {
    const start = startWith({
      clusters: [
        { name: 'eu-1', type: 'kubernetes' },
        { name: 'EU', type: 'kubernetes', url: 'https://eu.example.com' },
      ],
      mapping: { refreshMs: 1 },
    });
    await expect(start).rejects.toThrow(
      /o8\.clusters\[0\]\.url: is required[^]*o8\.clusters\[1\]\.name: [^]*o8\.mapping\.refreshMs: /,
    );
  });
});

import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  SourceStatus,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import express from 'express';
import { createZone } from '../../landingZones/__testUtils__';
import { ModuleReader } from '../../modules';
import { createEntity } from '../../modules/__testUtils__';
import type {
  EntityObjects,
  ModuleEntity,
  ModuleStore,
  StateRow,
} from '../../store';
import { createRouter } from '../createRouter';

const AT = '2026-11-22T10:42:00.000Z';

/** All that is known of the clusters. */
export const statuses: SourceStatus[] = [
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

/** The objects of no module. */
export const unmatched: UnmatchedObject[] = ['a', 'b', 'c'].map(name => ({
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
  return createEntity(name, { owner: 'group:default/team', ...overrides });
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
    binding: 'conflict',
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
const listStatuses = jest.fn(
  async (_options?: { withKinds?: boolean }) => statuses,
);
const factReader = {
  listUnmatched: jest.fn(async () => unmatched),
  objectsOf: jest.fn(
    async (): Promise<EntityObjects> => ({
      objects: [],
      totalObjects: 0,
      emptyClaims: [],
    }),
  ),
};
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

/** All permissions that a route asks for. */
export const PERMISSIONS = [
  'o8.fleet.read',
  'o8.module.read',
  'o8.landing-zone.use',
];

/** The router as a server, for a caller with these permissions. */
export async function createApp(allowed: string[] = PERMISSIONS) {
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
    factReader,
    httpAuth: mockServices.httpAuth(),
    permissions,
    landingZones,
    listStatuses,
    moduleNames,
    modules: new ModuleReader({
      store: moduleStore as unknown as ModuleStore,
      facts: factReader,
      listStatuses,
      keyOf: ref => `key of ${ref}`,
    }),
  });
  return {
    app: express().use(router).use(mockErrorHandler()),
    permissions,
    getEntitiesByRefs,
    listStatuses,
    factReader,
  };
}

/** That a request was refused before anything was read. */
export function expectNothingRead() {
  for (const mock of [
    ...Object.values(moduleStore),
    ...Object.values(landingZones),
    moduleNames.check,
    listStatuses,
    ...Object.values(factReader),
  ]) {
    expect(mock).not.toHaveBeenCalled();
  }
}

import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { o8ModuleReadPermission } from '@orchestr8/backstage-plugin-o8-common';
import express from 'express';
import type { Knex } from 'knex';
import { createZone } from '../../landingZones/__testUtils__';
import { StoredModuleIndex } from '../../modules';
import {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
  o8ModuleRules,
} from '../../permissions';
import { toSourceStatuses } from '../../sourceStatus';
import {
  DatabaseChangeReader,
  DatabaseFactReader,
  DatabaseHistoryReader,
  DatabaseModuleStore,
  DatabaseSourceStore,
  DatabaseVisibilityStore,
  type SourceRow,
} from '../../store';
import { CallerService } from '../../visibility';
import { createRouter } from '../createRouter';
import { createRoutes } from '../routes';
import { fillWorld, SEEN, WORLD_CLUSTERS } from './fillWorld';

/** What a caller may do. What hides modules from users is the catalog, or the policy. */
export interface WorldPolicy {
  allowed: string[];
  hides?: 'catalog' | 'policy';
}

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;

const OF_TEAM = createO8ModuleConditionalDecision(
  o8ModuleReadPermission,
  o8ModuleConditions.isModuleOwner({ claims: ['group:default/team'] }),
);
/** With it the catalog is asked, which knows what it hides. */
const AS_CATALOG = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
} as const;

function decide(permission: Permission, policy: WorldPolicy): PolicyDecision {
  if (permission.name === 'catalog.entity.read') {
    return policy.hides === 'catalog' ? AS_CATALOG : ALLOW;
  }
  if (!policy.allowed.includes(permission.name)) {
    return DENY;
  }
  const isConditional =
    permission.name === o8ModuleReadPermission.name &&
    policy.hides === 'policy';
  return isConditional ? OF_TEAM : ALLOW;
}

/**
 * All routes as the plugin has them, with a database that is filled with a small world,
 * and a policy that tests may change.
 */
export async function createWorld(knex: Knex) {
  const database = mockServices.database({ knex });
  const store = await DatabaseModuleStore.create({ database });
  const sources = await DatabaseSourceStore.create({ database });
  const facts = await DatabaseFactReader.create({ database });
  await fillWorld(knex);
  const toStatuses = (rows: SourceRow[], now: Date, withKinds = false) =>
    toSourceStatuses({
      rows,
      clusters: WORLD_CLUSTERS,
      sources: [{ id: 'argocd' }],
      now,
      freshPromiseMs: 60_000,
      withKinds,
    });
  const logger = mockServices.logger.mock();
  const policy: WorldPolicy = { allowed: [] };
  const answer = async (asked: { permission: Permission }[]) =>
    asked.map(({ permission }) => decide(permission, policy));
  const callers = new CallerService({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: SEEN.map(name => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, namespace: 'default' },
      })),
    }),
    httpAuth: mockServices.httpAuth(),
    logger,
    permissions: mockServices.permissions.mock({
      authorize: answer as never,
      authorizeConditional: answer as never,
    }),
    store: await DatabaseVisibilityStore.create({ database }),
    toCriteria: createConditionTransformer(Object.values(o8ModuleRules)),
    cacheMs: 0,
  });
  const routes = createRoutes({
    factReader: facts,
    history: await DatabaseHistoryReader.create({ database }),
    landingZones: { list: () => [createZone()], get: () => createZone() },
    listStatuses: async ({ withKinds }) =>
      toStatuses(await sources.list(), new Date(), withKinds),
    moduleNames: {
      check: async ({ name }) => ({
        name,
        state: 'free',
        message: null,
        ownerMessage: null,
      }),
    },
    modules: new StoredModuleIndex({
      changes: await DatabaseChangeReader.create({ database }),
      sources,
      store,
      facts,
      toStatuses,
      keyOf: ref => `key of ${ref}`,
      logger,
    }),
  });
  const auditor = mockServices.auditor.mock();
  const router = createRouter({ routes, callers, auditor });
  return {
    app: express().use(router).use(mockErrorHandler()),
    routes,
    policy,
  };
}

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { o8ModuleReadPermission } from '@orchestr8/backstage-plugin-o8-common';
import type { Request } from 'express';
import {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
  o8ModuleRules,
} from '../../permissions';
import type { VisibilityStore } from '../../store';
import { CallerService } from '../CallerService';

/** A policy that allows. */
export const ALLOW = { result: AuthorizeResult.ALLOW } as const;
/** A policy that does not. */
export const DENY = { result: AuthorizeResult.DENY } as const;
/** The modules that the store finds under any condition. */
export const OWNED = ['component:default/a', 'component:default/b'];
/** All modules. */
export const ALL = [...OWNED, 'component:default/c'];

/** That modules are seen by their owners. */
export function ownedBy(...claims: string[]): PolicyDecision {
  return createO8ModuleConditionalDecision(
    o8ModuleReadPermission,
    o8ModuleConditions.isModuleOwner({ claims }),
  );
}

/** What the catalog may answer to: its rules are its own. */
export const LABELLED: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'HAS_LABEL', resourceType: 'catalog-entity', params: {} },
};

type Policy = (permission: Permission) => PolicyDecision;

/** Decides about modules and entities, and denies the rest. */
export const onlyModules =
  (module: PolicyDecision, entity: PolicyDecision = ALLOW): Policy =>
  ({ name }) =>
    ({ 'o8.module.read': module, 'catalog.entity.read': entity }[name] ?? DENY);

/** A clock that goes on when a test says so; starts again for each. */
export function useClock(): { nowMs: number } {
  const clock = { nowMs: 0 };
  beforeEach(() => {
    clock.nowMs = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => clock.nowMs);
  });
  afterEach(() => jest.restoreAllMocks());
  return clock;
}

/** A permission backend with this policy. */
function createPermissions(decide: Policy) {
  let requests = 0;
  const answer = async (asked: { permission: Permission }[]) =>
    // As the client of the permission backend does.
    asked.map(({ permission }) => ({
      id: `request-${(requests += 1)}`,
      ...decide(permission),
    }));
  return mockServices.permissions.mock({
    authorize: answer as never,
    authorizeConditional: answer as never,
  });
}

/** With a policy, and a catalog in which everybody may read the entities "b" and "c". */
export function createService(policy: Policy, cacheMs = 3_000) {
  const decide = jest.fn(policy);
  const permissions = createPermissions(decide);
  const getEntitiesByRefs = jest.fn(
    async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref =>
        /[bc]$/.test(ref)
          ? { apiVersion: 'x', kind: 'Component', metadata: { name: ref } }
          : undefined,
      ),
    }),
  );
  const select = jest.fn<
    Promise<string[]>,
    Parameters<VisibilityStore['select']>
  >(async (criteria, refs) =>
    (criteria ? OWNED : ALL).filter(ref => !refs || refs.includes(ref)),
  );
  const logger = mockServices.logger.mock();
  const service = new CallerService({
    auth: mockServices.auth(),
    catalog: { getEntitiesByRefs },
    httpAuth: mockServices.httpAuth(),
    logger,
    permissions,
    store: { select },
    toCriteria: createConditionTransformer(Object.values(o8ModuleRules)),
    cacheMs,
  });
  const asked = () => ({
    permissions:
      permissions.authorize.mock.calls.length +
      permissions.authorizeConditional.mock.calls.length,
    catalog: getEntitiesByRefs.mock.calls.length,
    store: select.mock.calls.length,
  });
  return {
    service,
    decide,
    permissions,
    getEntitiesByRefs,
    select,
    asked,
    logger,
  };
}

function requestOf(user: string): Request {
  const authorization = mockCredentials.user.header(`user:default/${user}`);
  return { headers: { authorization } } as Request;
}

/** Somebody who asks. */
export const ann = requestOf('ann');
/** Somebody else who asks. */
export const bob = requestOf('bob');

/** The modules that somebody sees, of all. */
export async function listSeen(
  { service }: ReturnType<typeof createService>,
  of = ann,
) {
  const caller = await service.of(of, o8ModuleReadPermission);
  const visible = await caller.visibleModules();
  return ALL.filter(ref => visible.has(ref));
}

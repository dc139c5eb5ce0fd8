import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  toAttributeValue,
  type ModuleAttributes,
  type ModuleQuery,
} from '../store';
import { o8ModuleResourceRef } from './moduleResource';

const isModuleOwner = createPermissionRule({
  name: 'IS_MODULE_OWNER',
  description: 'Allows modules that one of the claims owns in the catalog',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs of users and groups, such as group:default/team'),
  }),
  apply: (module, { claims }) => matches(module, toOwnerQuery(claims)),
  toQuery: ({ claims }) => toOwnerQuery(claims),
});

const isInSystem = createPermissionRule({
  name: 'IS_IN_SYSTEM',
  description: 'Allows modules that are part of one of the systems',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    systems: z
      .array(z.string())
      .describe('Entity refs of systems, such as system:default/payments'),
  }),
  apply: (module, { systems }) => matches(module, toSystemQuery(systems)),
  toQuery: ({ systems }) => toSystemQuery(systems),
});

const isInNamespace = createPermissionRule({
  name: 'IS_IN_NAMESPACE',
  description: 'Allows modules that are in one of the Kubernetes namespaces',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    namespaces: z
      .array(z.string())
      .describe('Names of namespaces, on any cluster'),
  }),
  apply: (module, { namespaces }) =>
    matches(module, { attribute: 'namespace', values: namespaces }),
  toQuery: ({ namespaces }) => ({ attribute: 'namespace', values: namespaces }),
});

const isInLandingZone = createPermissionRule({
  name: 'IS_IN_LANDING_ZONE',
  description: 'Allows modules that name one of the landing zones as theirs',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    landingZones: z.array(z.string()).describe('Names of landing zones'),
  }),
  apply: (module, { landingZones }) =>
    matches(module, { attribute: 'landingZone', values: landingZones }),
  toQuery: ({ landingZones }) => ({
    attribute: 'landingZone',
    values: landingZones,
  }),
});

const runsOnCluster = createPermissionRule({
  name: 'RUNS_ON_CLUSTER',
  description: 'Allows modules of which something is on one of the clusters',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    clusters: z
      .array(z.string())
      .describe('Names of clusters, as o8.clusters has them'),
  }),
  apply: (module, { clusters }) =>
    matches(module, { attribute: 'cluster', values: clusters }),
  toQuery: ({ clusters }) => ({ attribute: 'cluster', values: clusters }),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_ENVIRONMENT',
  description: 'Allows modules that are deployed to one of the environments',
  resourceRef: o8ModuleResourceRef,
  paramsSchema: z.object({
    environments: z
      .array(z.string())
      .describe('As Applications say in the label orchestr8.io/environment'),
  }),
  apply: (module, { environments }) =>
    matches(module, { attribute: 'environment', values: environments }),
  toQuery: ({ environments }) => ({
    attribute: 'environment',
    values: environments,
  }),
});

/** Every rule by which a policy can tell modules apart. */
export const o8ModuleRules = {
  isInEnvironment,
  isInLandingZone,
  isInNamespace,
  isInSystem,
  isModuleOwner,
  runsOnCluster,
};

function toOwnerQuery(claims: string[]): ModuleQuery {
  return { attribute: 'owner', values: claims.map(toEntityRef) };
}

function toSystemQuery(systems: string[]): ModuleQuery {
  return { attribute: 'system', values: systems.map(toEntityRef) };
}

// As the catalog writes refs: how somebody types one makes no difference.
function toEntityRef(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

// What nothing is known of matches nothing.
function matches(module: ModuleAttributes, query: ModuleQuery): boolean {
  const values = module.values.get(query.attribute);
  return query.values.some(value => values?.has(toAttributeValue(value)));
}

import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { bindShared } from '../bindShared';
import { createSource, type Said } from '../createSource';
import { looseList, looseName, looseObject, looseRecord } from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

/**
 * What is kept of a SecretStore or ClusterSecretStore: `secretStores.store` and
 * `secretStores.clusterStore`.
 */
export type SecretStoreValue = {
  /** What it reads from, such as `vault`; null if nobody says. */
  provider: string | null;
  /** `ReadOnly`, `WriteOnly`, `ReadWrite`. */
  capabilities: string | null;
  /** Whether it is for some namespaces only. */
  isRestricted: boolean;
  conditions: Conditions;
};

// Of the provider only which it is: behind it stand addresses and roles.
const storeSchema = looseObject({
  spec: looseObject({
    provider: looseRecord(z.unknown()),
    conditions: looseList(z.unknown()),
  }),
  status: looseObject({
    capabilities: looseName,
    conditions: conditionsSchema,
  }),
});

/** Where ExternalSecrets are read from, and whether that works. */
export const secretStoresSource = createSource({
  id: 'secretStores',
  reach: 'placements',
  readings: [
    {
      group: 'external-secrets.io',
      kind: 'SecretStore',
      plural: 'secretstores',
      fact: 'store',
      read: object => ({ value: toValue(object) }),
    },
    {
      group: 'external-secrets.io',
      kind: 'ClusterSecretStore',
      plural: 'clustersecretstores',
      fact: 'clusterStore',
      read: (object: KubernetesObject, context: SourceContext): Said => ({
        ...bindShared(object, context),
        value: toValue(object),
      }),
    },
  ],
});

function toValue(object: KubernetesObject): SecretStoreValue {
  const { spec, status } = storeSchema.parse(object);
  return {
    provider: spec.provider[0]?.[0] ?? null,
    capabilities: status.capabilities ?? null,
    isRestricted: spec.conditions.length > 0,
    conditions: toConditions(status.conditions),
  };
}

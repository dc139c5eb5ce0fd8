import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource } from '../createSource';
import { looseNumber, looseObject, looseRecord } from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const SCOPE = 'sealedsecrets.bitnami.com/';

/** What is kept of a SealedSecret: `sealedSecrets.sealedSecret`. */
export type SealedSecretValue = {
  /** For which names and namespaces its ciphertext can be opened. */
  scope: 'strict' | 'namespace-wide' | 'cluster-wide';
  keys: number;
  /** Whether what the controller says is about it as it is now; null if nobody knows. */
  isObserved: boolean | null;
  conditions: Conditions;
};

const sealedSecretSchema = looseObject({
  metadata: looseObject({ generation: looseNumber }),
  spec: looseObject({ encryptedData: looseRecord(z.unknown()) }),
  status: looseObject({
    observedGeneration: looseNumber,
    conditions: conditionsSchema,
  }),
});

/** SealedSecrets: whether they were opened; not even what they are sealed as. */
export const sealedSecretsSource = createSource({
  id: 'sealedSecrets',
  reach: 'placements',
  readings: [
    {
      group: 'bitnami.com',
      kind: 'SealedSecret',
      plural: 'sealedsecrets',
      fact: 'sealedSecret',
      read(object) {
        const { metadata, spec, status } = sealedSecretSchema.parse(object);
        const { generation } = metadata;
        const { observedGeneration } = status;
        const value: SealedSecretValue = {
          scope: toScope(object),
          keys: spec.encryptedData.length,
          isObserved:
            generation === undefined || observedGeneration === undefined
              ? null
              : observedGeneration >= generation,
          conditions: toConditions(status.conditions),
        };
        return { value };
      },
    },
  ],
});

function toScope({ metadata }: KubernetesObject): SealedSecretValue['scope'] {
  const scopes = ['cluster-wide', 'namespace-wide'] as const;
  return (
    scopes.find(
      scope => metadata.annotations?.[`${SCOPE}${scope}`] === 'true',
    ) ?? 'strict'
  );
}

import { z } from 'zod';
import { createSource } from '../createSource';
import { looseList, looseName, looseObject } from '../loose';
import { parseGoDurationMs } from '../parseGoDurationMs';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';
import { toTime } from '../toTime';

/** What the operator does if nothing else is asked for. */
const DEFAULT_REFRESH_MS = 3_600_000;

/**
 * What is kept of an ExternalSecret: `externalSecrets.externalSecret`. Its evidence is
 * of when the store was last read.
 */
export type ExternalSecretValue = {
  store: { kind: string; name: string } | null;
  /** `Periodic`, `OnChange`, `CreatedOnce`. */
  refreshPolicy: string;
  /** 0 is never again. */
  refreshIntervalMs: number;
  /** The Secret that it makes. */
  target: string;
  /** How many keys it names one by one, and how many times it takes all of a path. */
  keys: number;
  wholePaths: number;
  conditions: Conditions;
};

const externalSecretSchema = looseObject({
  spec: looseObject({
    refreshPolicy: looseName,
    refreshInterval: looseName,
    secretStoreRef: looseObject({ kind: looseName, name: looseName }),
    target: looseObject({ name: looseName }),
    data: looseList(z.unknown()),
    dataFrom: looseList(z.unknown()),
  }),
  status: looseObject({
    refreshTime: looseName,
    conditions: conditionsSchema,
  }),
});

/** ExternalSecrets: where secrets come from and whether they did; never what they hold. */
export const externalSecretsSource = createSource({
  id: 'externalSecrets',
  reach: 'placements',
  readings: [
    {
      group: 'external-secrets.io',
      kind: 'ExternalSecret',
      plural: 'externalsecrets',
      fact: 'externalSecret',
      read(object) {
        const { spec, status } = externalSecretSchema.parse(object);
        const { kind = 'SecretStore', name } = spec.secretStoreRef;
        const value: ExternalSecretValue = {
          store: name === undefined ? null : { kind, name },
          refreshPolicy: spec.refreshPolicy ?? 'Periodic',
          refreshIntervalMs:
            parseGoDurationMs(spec.refreshInterval) ?? DEFAULT_REFRESH_MS,
          target: spec.target.name ?? object.metadata.name,
          keys: spec.data.length,
          wholePaths: spec.dataFrom.length,
          conditions: toConditions(status.conditions),
        };
        return { value, evidenceAt: toTime(status.refreshTime) };
      },
    },
  ],
});

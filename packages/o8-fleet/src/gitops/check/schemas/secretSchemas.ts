import { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  integer,
  list,
  oneOf,
  text,
  textMap,
  texts,
} from './fields';

/** A SecretStore of External Secrets, but for its metadata: of one provider, whichever. */
export const secretStoreSchema: z.ZodRawShape = {
  spec: fields(
    {
      conditions: list(anything),
      controller: text,
      refreshInterval: z.union([z.int(), text]),
      retrySettings: fields({ maxRetries: integer, retryInterval: text }),
    },
    {
      provider: z
        .record(z.string(), anything)
        .refine(
          value => Object.keys(value).length === 1,
          'must have exactly one provider',
        ),
    },
  ),
};

const storeRef = fields({
  kind: oneOf('SecretStore', 'ClusterSecretStore'),
  name: filled,
});
const remoteFields = {
  conversionStrategy: oneOf('Default', 'Unicode'),
  decodingStrategy: oneOf('Auto', 'Base64', 'Base64URL', 'None'),
  metadataPolicy: oneOf('None', 'Fetch'),
  nullBytePolicy: oneOf('Ignore', 'Fail'),
  property: text,
  version: text,
};
const template = fields({
  data: textMap,
  engineVersion: oneOf('v2'),
  mergePolicy: oneOf('Replace', 'Merge'),
  metadata: fields({
    annotations: textMap,
    finalizers: texts,
    labels: textMap,
  }),
  templateFrom: list(anything),
  type: text,
});

/** An ExternalSecret, but for its metadata. */
export const externalSecretSchema: z.ZodRawShape = {
  spec: fields({
    data: list(
      fields(
        { sourceRef: anything },
        { remoteRef: fields(remoteFields, { key: filled }), secretKey: filled },
      ),
    ),
    dataFrom: list(
      fields({
        extract: fields(remoteFields, { key: filled }),
        find: anything,
        rewrite: list(anything),
        sourceRef: anything,
      }),
    ),
    refreshInterval: text,
    refreshPolicy: oneOf('CreatedOnce', 'Periodic', 'OnChange'),
    secretStoreRef: storeRef,
    syncWindows: anything,
    target: fields({
      creationPolicy: oneOf(
        'Owner',
        'Orphan',
        'Merge',
        'None',
        'CreateOrMerge',
      ),
      deletionPolicy: oneOf('Delete', 'Merge', 'Retain'),
      immutable: flag,
      manifest: fields({}, { apiVersion: filled, kind: filled }),
      name: text,
      template,
    }),
  }).nullish(),
};

/** A SealedSecret, but for its metadata. */
export const sealedSecretSchema: z.ZodRawShape = {
  spec: fields(
    {
      template: fields({
        data: textMap,
        immutable: flag,
        metadata: anything,
        type: text,
      }),
    },
    { encryptedData: textMap },
  ),
};

import type { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  integer,
  list,
  text,
  textMap,
  texts,
} from './fields';

const sourceSchema = fields(
  {
    chart: text,
    directory: fields({
      exclude: text,
      include: text,
      jsonnet: anything,
      recurse: flag,
    }),
    // The options of a chart are judged where it is rendered.
    helm: anything,
    kustomize: anything,
    name: text,
    path: text,
    plugin: anything,
    ref: text,
    tagPrefix: text,
    targetRevision: text,
  },
  { repoURL: text },
);

const syncPolicySchema = fields({
  automated: fields({
    allowEmpty: flag,
    enabled: flag,
    prune: flag,
    selfHeal: flag,
  }),
  managedNamespaceMetadata: fields({ annotations: textMap, labels: textMap }),
  retry: fields({
    backoff: fields({ duration: text, factor: integer, maxDuration: text }),
    limit: integer,
    refresh: flag,
  }),
  syncOptions: texts,
});

/** An Application of Argo CD, but for its metadata. */
export const applicationSchema: z.ZodRawShape = {
  spec: fields(
    {
      ignoreDifferences: list(
        fields(
          {
            group: text,
            jqPathExpressions: texts,
            jsonPointers: texts,
            managedFieldsManagers: texts,
            name: text,
            namespace: text,
          },
          { kind: filled },
        ),
      ),
      info: list(fields({}, { name: text, value: text })),
      revisionHistoryLimit: integer,
      source: sourceSchema,
      sourceHydrator: anything,
      sources: list(sourceSchema),
      syncPolicy: syncPolicySchema,
    },
    {
      destination: fields({ name: text, namespace: text, server: text }),
      project: text,
    },
  ),
  operation: anything.nullish(),
};

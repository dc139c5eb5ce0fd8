import type { z } from 'zod';
import { anything, fields, flag, list, text, texts } from './fields';

const groupKind = { group: text, kind: text };
const clusterKinds = list(fields({ name: text }, groupKind));
const namespaceKinds = list(fields({}, groupKind));

/** An AppProject of Argo CD, but for its metadata. */
export const appProjectSchema: z.ZodRawShape = {
  spec: fields({
    clusterResourceBlacklist: clusterKinds,
    clusterResourceWhitelist: clusterKinds,
    description: text,
    destinationServiceAccounts: list(
      fields(
        { namespace: text },
        { defaultServiceAccount: text, server: text },
      ),
    ),
    destinations: list(fields({ name: text, namespace: text, server: text })),
    namespaceResourceBlacklist: namespaceKinds,
    namespaceResourceWhitelist: namespaceKinds,
    orphanedResources: fields({
      ignore: list(fields({ group: text, kind: text, name: text })),
      warn: flag,
    }),
    permitOnlyProjectScopedClusters: flag,
    roles: list(
      fields(
        {
          description: text,
          groups: texts,
          jwtTokens: list(anything),
          policies: texts,
        },
        { name: text },
      ),
    ),
    signatureKeys: list(fields({}, { keyID: text })),
    sourceIntegrity: anything,
    sourceNamespaces: texts,
    sourceRepos: texts,
    syncWindows: list(anything),
  }),
};

import { z } from 'zod';
import type { KubeObject } from '../../types';

const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const GROUP =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;
const KIND = /^[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;

const name = z.string().regex(DNS_LABEL, 'must be a DNS label');

/** A CustomResourceDefinition, in as far as it matters here. */
export const crdSchema = z
  .looseObject({
    metadata: z.looseObject({ name: z.string() }),
    spec: z.looseObject({
      group: z.string().regex(GROUP, 'must be a domain with at least one dot'),
      scope: z.enum(['Namespaced', 'Cluster']),
      names: z.looseObject({
        plural: name,
        singular: z.string().optional(),
        kind: z.string().regex(KIND, 'must be a DNS label, whatever its case'),
        listKind: z.string().optional(),
        shortNames: z.array(name).optional(),
        categories: z.array(z.string()).optional(),
      }),
      versions: z
        .array(
          z.looseObject({
            name,
            served: z.boolean(),
            storage: z.boolean(),
          }),
        )
        .min(1),
    }),
  })
  .superRefine(({ metadata, spec }, context) => {
    const { names, group, versions } = spec;
    if (metadata.name !== `${names.plural}.${group}`) {
      context.addIssue({
        code: 'custom',
        path: ['metadata', 'name'],
        message: 'must be spec.names.plural+"."+spec.group',
      });
    }
    if (versions.filter(({ storage }) => storage).length !== 1) {
      context.addIssue({
        code: 'custom',
        path: ['spec', 'versions'],
        message: 'must have exactly one version marked as storage version',
      });
    }
    if (new Set(versions.map(each => each.name)).size < versions.length) {
      context.addIssue({
        code: 'custom',
        path: ['spec', 'versions'],
        message: 'must contain unique version names',
      });
    }
  });

/** See {@link crdSchema}. */
export type Crd = z.infer<typeof crdSchema>;

const statusSchema = z.looseObject({
  storedVersions: z.array(z.string()).default([]),
  conditions: z
    .array(
      z.looseObject({
        type: z.string(),
        status: z.string(),
        lastTransitionTime: z.string().optional(),
      }),
    )
    .default([]),
});

/** Reads what the server has said of a CustomResourceDefinition. */
export function readCrdStatus(crd: KubeObject | undefined) {
  const { data } = statusSchema.safeParse(crd?.status);
  return data ?? { storedVersions: [], conditions: [] };
}

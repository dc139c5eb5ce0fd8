import type { KubeObject, ResourceDefinition } from '../../types';
import { apiVersionOf, CRD_DEFINITION } from '../store';

/** The name of the CustomResourceDefinition of a kind. */
export function crdNameOf(definition: {
  plural: string;
  group: string;
}): string {
  return `${definition.plural}.${definition.group}`;
}

/** The CustomResourceDefinition that makes a kind as it is asked for. */
export function toCrd(
  definition: ResourceDefinition,
  created: { uid: string; creationTimestamp: string },
): KubeObject {
  const { group, version, kind, plural, singular, shortNames } = definition;
  return {
    apiVersion: apiVersionOf(CRD_DEFINITION),
    kind: CRD_DEFINITION.kind,
    metadata: {
      name: crdNameOf(definition),
      uid: created.uid,
      creationTimestamp: created.creationTimestamp,
    },
    spec: {
      group,
      scope: definition.namespaced ? 'Namespaced' : 'Cluster',
      names: {
        plural,
        singular,
        kind,
        ...(shortNames?.length ? { shortNames } : {}),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}

import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';

/** An object as a cluster gives it, with the fields that every object has. */
export function createObject(
  object: Pick<KubernetesObject, 'apiVersion' | 'kind'> & {
    metadata: Partial<KubernetesObject['metadata']> & { name: string };
    [field: string]: unknown;
  },
): KubernetesObject {
  const { metadata, ...rest } = object;
  return {
    ...rest,
    metadata: {
      uid: `uid-${object.kind}-${metadata.name}`,
      resourceVersion: '1',
      ...metadata,
    },
  } as KubernetesObject;
}

import type { KubeObject } from '../../types';

/** An object without everything but its metadata. */
export function toPartialMetadata(object: KubeObject): KubeObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

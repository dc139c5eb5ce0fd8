import {
  ANNOTATION_ENTITY_REF,
  ANNOTATION_MODULE,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Said } from './createSource';

/**
 * What an object of the platform is about that names nobody: all that is on its cluster.
 * One that names a module or an entity, such as a database cluster of its own, is about
 * that one.
 */
export function bindShared(
  { metadata }: KubernetesObject,
  { cluster }: SourceContext,
): Pick<Said, 'binds' | 'subject'> {
  const isOwned =
    metadata.labels?.[ANNOTATION_MODULE] ||
    metadata.annotations?.[ANNOTATION_ENTITY_REF];
  return isOwned
    ? {}
    : { binds: 'subject', subject: { cluster, namespace: null } };
}

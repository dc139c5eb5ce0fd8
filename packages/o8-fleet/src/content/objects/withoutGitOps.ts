import { TRACKING_ID, trackingIdOf, idOf } from '../../gitops/tracking';
import type { KubeObject } from '../../types';
import { applicationName } from './Application';

/** What the blueprint writes for a module, and what controllers make of that. */
const MADE = new Set([
  'ConfigMap',
  'Deployment',
  'Event',
  'HorizontalPodAutoscaler',
  'LimitRange',
  'NetworkPolicy',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'ReplicaSet',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'Rollout',
  'Service',
  'ServiceAccount',
  'ServiceMonitor',
  'StatefulSet',
  // Those of what runs; that of the Namespace is one of the cluster.
  'PolicyReport',
  'Report',
]);

/** Guarded against pruning: they are there from before, with all that belongs to them. */
const KEPT = new Set(['Namespace', 'Schedule']);

/**
 * What is left of a module on a cluster when GitOps makes the rest: what the first part of
 * the blueprint does not write, and the objects that it guards, marked as made by it.
 */
export function* withoutGitOps(
  objects: Iterable<KubeObject>,
  options: { module: string; cluster: string },
): Generator<KubeObject> {
  const boundary = applicationName(
    `${options.module}-boundary`,
    options.cluster,
  );
  for (const object of objects) {
    if (MADE.has(object.kind)) continue;
    yield KEPT.has(object.kind) ? withMark(object, boundary) : object;
  }
}

function withMark(object: KubeObject, application: string): KubeObject {
  const { metadata } = object;
  const annotations = {
    ...metadata.annotations,
    [TRACKING_ID]: trackingIdOf(application, idOf(object)),
  };
  return { ...object, metadata: { ...metadata, annotations } };
}

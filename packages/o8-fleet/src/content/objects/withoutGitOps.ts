import { kindKey } from '../../gitops/kinds';
import { TRACKING_ID, trackingIdOf, idOf } from '../../gitops/tracking';
import type { KubeObject } from '../../types';
import { applicationName } from './Application';

/** Guarded against pruning: they are there from before, with all that belongs to them. */
const KEPT = new Set(['/Namespace', 'velero.io/Schedule']);

/** What neither the blueprint nor a controller makes of a module's repository. */
const BESIDE = new Set([
  'policies.kyverno.io/PolicyException',
  // Of its Namespace, which is there from before; those of what runs come with that.
  'wgpolicyk8s.io/ClusterPolicyReport',
  'openreports.io/ClusterReport',
  'velero.io/Backup',
  'velero.io/DataUpload',
  'velero.io/PodVolumeBackup',
  'velero.io/Restore',
]);

/**
 * What is left of a module on a cluster when GitOps makes the rest: its history, and the
 * objects that the blueprint guards, marked as made by it.
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
    const kind = kindKey(idOf(object));
    if (KEPT.has(kind)) yield withMark(object, boundary);
    else if (BESIDE.has(kind)) yield object;
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

import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord } from '../render/parseManifests';
import { trackedBy } from '../tracking';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** Lets projects go that are to be deleted, once no Application refers to them. */
export function releaseProjects(argoCd: ObjectStore): void {
  for (const project of argoCd.list(KINDS.project)) {
    const { metadata } = project;
    // Seeded ones belong to nobody here.
    if (!metadata.deletionTimestamp || !trackedBy(project)) continue;
    if (isUsed(argoCd, project)) continue;
    const finalizers = metadata.finalizers as string[] | undefined;
    const left = (finalizers ?? []).filter(each => each !== FINALIZER);
    if (left.length === 0) {
      argoCd.delete(KINDS.project, metadata.namespace, metadata.name);
    } else {
      argoCd.put({ ...project, metadata: { ...metadata, finalizers: left } });
    }
  }
}

function isUsed(argoCd: ObjectStore, { metadata }: KubeObject): boolean {
  return argoCd
    .list(KINDS.application)
    .some(
      ({ metadata: { namespace }, spec }) =>
        namespace === metadata.namespace &&
        isRecord(spec) &&
        spec.project === metadata.name,
    );
}

import type { PlannedPlacement } from '../types';

/** Removing an Application removes what it applied; a project waits for both. */
export const FINALIZERS = ['resources-finalizer.argocd.argoproj.io'];

/** A cluster as Argo CD calls it. */
export function toDestination({
  name,
  argocd,
}: Pick<PlannedPlacement['cluster'], 'name' | 'argocd'>):
  | { name: string }
  | { server: string } {
  return argocd ?? { name };
}

/** How every Application syncs: by itself, and again after a failure. */
export const SYNC_POLICY = {
  automated: {
    enabled: true,
    prune: true,
    selfHeal: true,
    // A path without manifests is a mistake, not a wish to remove everything.
    allowEmpty: false,
  },
  syncOptions: [
    'ServerSideApply=true',
    'ApplyOutOfSyncOnly=true',
    'PruneLast=true',
    'FailOnSharedResource=true',
  ],
  retry: {
    limit: 5,
    refresh: true,
    backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
  },
};

/** The cluster that Argo CD itself runs on. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

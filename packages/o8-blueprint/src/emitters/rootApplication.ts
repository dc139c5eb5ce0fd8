import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { layoutOf } from '../plan/layouts/layouts';
import type { Manifest } from '../types';
import { IN_CLUSTER, SYNC_POLICY } from './argocd';
import { LABEL_PART } from './labels';

/** The Application that applies the platform repository. */
export function rootApplication(zone: LandingZone): Manifest {
  const { argocd, git } = zone.spec;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: argocd.rootApplication,
      namespace: argocd.namespace,
      labels: { [LABEL_PART]: 'root' },
      // No finalizer: removing the root must not remove every module.
    },
    spec: {
      project: argocd.project,
      source: {
        repoURL: platformRepository(zone).cloneUrl,
        targetRevision: git.branch,
        ...layoutOf(zone).rootSource,
      },
      destination: { server: IN_CLUSTER, namespace: argocd.namespace },
      syncPolicy: SYNC_POLICY,
    },
  };
}

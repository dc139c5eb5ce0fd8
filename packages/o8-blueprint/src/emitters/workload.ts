import {
  LABEL_ENVIRONMENT,
  moduleRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { workloadApplication } from '../plan/derivedNames';
import { overlayDirectory } from '../plan/paths';
import { syncWave } from './annotations';
import { FINALIZERS, SYNC_POLICY, toDestination } from './argocd';
import { LABEL_PART, moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** The Application that deploys a module's repository to one cluster. */
export const workload: Emitter<PlacementContext> = {
  file: ({ placement }) => `application-${placement.cluster.name}.yaml`,
  home: 'argocd',
  kinds: [{ group: 'argoproj.io', kind: 'Application' }],
  emit: ({ spec: { metadata }, zone, placement }) => [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: workloadApplication(metadata.name, placement.cluster.name),
        namespace: zone.spec.argocd.namespace,
        labels: {
          ...moduleLabels(metadata.name),
          [LABEL_ENVIRONMENT]: placement.environment,
          [LABEL_PART]: 'workload',
          'backstage.io/kubernetes-id': metadata.name,
        },
        annotations: syncWave(10),
        finalizers: FINALIZERS,
      },
      spec: {
        project: metadata.name,
        source: {
          repoURL: moduleRepository(zone, metadata.name).cloneUrl,
          targetRevision: zone.spec.git.branch,
          path: overlayDirectory(placement),
        },
        destination: {
          ...toDestination(placement.cluster),
          namespace: metadata.name,
        },
        syncPolicy: SYNC_POLICY,
      },
    },
  ],
};

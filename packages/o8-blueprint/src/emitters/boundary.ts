import {
  LABEL_ENVIRONMENT,
  platformRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { boundaryApplication } from '../plan/applicationNames';
import { clusterDirectory } from '../plan/paths';
import { syncWave } from './annotations';
import { FINALIZERS, SYNC_POLICY, toDestination } from './argocd';
import { LABEL_PART, moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** The Application of a module's namespace and what limits it on one cluster. */
export const boundary: Emitter<PlacementContext> = {
  file: ({ placement }) =>
    `application-boundary-${placement.cluster.name}.yaml`,
  home: 'argocd',
  kinds: [{ group: 'argoproj.io', kind: 'Application' }],
  emit: ({ spec: { metadata }, zone, placement: { cluster, environment } }) => [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: boundaryApplication(metadata.name, cluster.name),
        namespace: zone.spec.argocd.namespace,
        labels: {
          ...moduleLabels(metadata.name),
          [LABEL_ENVIRONMENT]: environment,
          [LABEL_PART]: 'boundary',
        },
        // Before the workload, which needs the namespace.
        annotations: syncWave(-10),
        finalizers: FINALIZERS,
      },
      spec: {
        project: zone.spec.argocd.project,
        source: {
          repoURL: platformRepository(zone).cloneUrl,
          targetRevision: zone.spec.git.branch,
          path: clusterDirectory(metadata.name, cluster.name),
          directory: { recurse: true },
        },
        destination: { ...toDestination(cluster), namespace: metadata.name },
        syncPolicy: SYNC_POLICY,
      },
    },
  ],
};

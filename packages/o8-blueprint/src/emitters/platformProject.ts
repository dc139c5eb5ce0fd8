import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { layoutOf } from '../plan/layouts/layouts';
import type { Manifest } from '../types';
import { KEPT, syncWave } from './annotations';
import { FINALIZERS, IN_CLUSTER, toDestination } from './argocd';
import { applicationEmitters, projectEmitters } from './argocdEmitters';
import { clusterEmitters } from './clusterEmitters';
import { edgeEmitters } from './edgeEmitters';
import { uniqueKinds } from './kinds';
import { LABEL_PART } from './labels';

const emitters = [
  ...projectEmitters,
  ...applicationEmitters,
  ...clusterEmitters,
  ...edgeEmitters,
];

/**
 * What the platform repository may do: the kinds of our own emitters, beside Argo CD
 * and on the clusters of the landing zone.
 */
export function platformProject(zone: LandingZone): Manifest {
  const { argocd, clusters } = zone.spec;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: argocd.project,
      namespace: argocd.namespace,
      labels: { [LABEL_PART]: 'platform' },
      annotations: { ...KEPT, ...syncWave(-30) },
      finalizers: FINALIZERS,
    },
    spec: {
      description: 'The root Application and the boundaries of all modules',
      sourceRepos: [platformRepository(zone).cloneUrl],
      destinations: [
        { server: IN_CLUSTER, namespace: argocd.namespace },
        // Namespaces of modules that are still to come have no names yet.
        ...clusters.map(cluster => ({
          ...toDestination(cluster),
          namespace: '*',
        })),
      ],
      clusterResourceWhitelist: kindsOf(home => home === 'cluster'),
      namespaceResourceWhitelist: uniqueKinds([
        ...kindsOf(home => home !== 'cluster'),
        ...(layoutOf(zone).kinds ?? []),
      ]),
    },
  };
}

function kindsOf(select: (home: string) => boolean) {
  return uniqueKinds(
    emitters.filter(({ home }) => select(home)).flatMap(({ kinds }) => kinds),
  );
}

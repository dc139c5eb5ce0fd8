import {
  LABEL_ENVIRONMENT,
  moduleRepository,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { workloadApplication } from '../plan/applicationNames';
import { overlayDirectory, VALUES_FILE, valuesFile } from '../plan/paths';
import {
  ignoredDifferences,
  respectsDifferences,
} from '../systems/delivery/ignoredDifferences';
import { syncWave } from './annotations';
import { FINALIZERS, SYNC_POLICY, toDestination } from './argocd';
import { hasManifests } from './hasManifests';
import { LABEL_PART, moduleLabels } from './labels';
import { placeholderAnnotations } from './module/image';
import type { Emitter, PlacementContext } from './types';

type Chart = NonNullable<ModuleSpec['spec']['workload']['chart']>;

/** The Application that deploys a module's repository, or its chart, to one cluster. */
export const workload: Emitter<PlacementContext> = {
  file: ({ placement }) => `application-${placement.cluster.name}.yaml`,
  home: 'argocd',
  kinds: [{ group: 'argoproj.io', kind: 'Application' }],
  writes: ['workload.chart'],
  emit: context => {
    const { zone, placement } = context;
    const { name } = context.spec.metadata;
    return [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name: workloadApplication(name, placement.cluster.name),
          namespace: zone.spec.argocd.namespace,
          labels: {
            ...moduleLabels(name),
            [LABEL_ENVIRONMENT]: placement.environment,
            [LABEL_PART]: 'workload',
            'backstage.io/kubernetes-id': name,
          },
          annotations: {
            ...syncWave(10),
            ...placeholderAnnotations(context),
          },
          finalizers: FINALIZERS,
        },
        spec: {
          project: name,
          ...toSource(context),
          destination: { ...toDestination(placement.cluster), namespace: name },
          ...toSync(context),
        },
      },
    ];
  },
};

/** Where a chart comes from, as Argo CD calls it: registries without their scheme. */
export function chartRepository({ repository }: Chart): string {
  return repository.replace(/^oci:\/\//, '');
}

function toSource(context: PlacementContext): object {
  const { spec, zone, placement } = context;
  const { name } = spec.metadata;
  const { chart } = spec.spec.workload;
  const own = {
    repoURL: moduleRepository(zone, name).cloneUrl,
    targetRevision: zone.spec.git.branch,
  };
  if (!chart) {
    return { source: { ...own, path: overlayDirectory(placement) } };
  }
  return {
    sources: [
      {
        repoURL: chartRepository(chart),
        chart: chart.name,
        targetRevision: chart.version,
        helm: {
          releaseName: name,
          // Of two values the later one counts.
          valueFiles: [VALUES_FILE, valuesFile(placement)].map(
            file => `$values/${file}`,
          ),
        },
      },
      { ...own, ref: 'values' },
      ...(hasManifests(context)
        ? [{ ...own, path: overlayDirectory(placement) }]
        : []),
    ],
  };
}

/** Argo CD leaves alone what others change. */
function toSync(context: PlacementContext): object {
  const ignoreDifferences = ignoredDifferences(context);
  if (ignoreDifferences.length === 0) {
    return { syncPolicy: SYNC_POLICY };
  }
  return {
    ignoreDifferences,
    syncPolicy: respectsDifferences(context)
      ? {
          ...SYNC_POLICY,
          syncOptions: [
            ...SYNC_POLICY.syncOptions,
            'RespectIgnoreDifferences=true',
          ],
        }
      : SYNC_POLICY,
  };
}

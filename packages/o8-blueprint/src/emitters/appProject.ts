import { moduleRepository } from '@orchestr8/backstage-plugin-o8-common';
import { syncWave } from './annotations';
import { FINALIZERS, toDestination } from './argocd';
import { moduleLabels } from './labels';
import { chartRepository } from './workload';
import { moduleKinds } from './moduleKinds';
import type { Emitter, ModuleContext } from './types';

/**
 * What a module's repository may do: be applied to the module's own namespaces, with
 * the kinds that we write into it. Whatever else a team commits there is refused.
 */
export const appProject: Emitter<ModuleContext> = {
  file: () => 'app-project.yaml',
  home: 'argocd',
  kinds: [{ group: 'argoproj.io', kind: 'AppProject' }],
  emit: context => {
    const { zone, placements } = context;
    const { metadata, spec } = context.spec;
    const { chart } = spec.workload;
    return [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: {
          name: metadata.name,
          namespace: zone.spec.argocd.namespace,
          labels: moduleLabels(metadata.name),
          annotations: syncWave(-20),
          finalizers: FINALIZERS,
        },
        spec: {
          description: `Module ${metadata.name} of ${metadata.owner}`,
          sourceRepos: [
            moduleRepository(zone, metadata.name).cloneUrl,
            ...(chart ? [chartRepository(chart)] : []),
          ],
          destinations: placements.map(({ cluster }) => ({
            ...toDestination(cluster),
            namespace: metadata.name,
          })),
          clusterResourceWhitelist: [],
          namespaceResourceWhitelist: moduleKinds(context),
        },
      },
    ];
  },
};

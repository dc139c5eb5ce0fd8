import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { annotated } from '../annotations';
import { selectorLabels, workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { placeholderAnnotations } from './image';
import { toPodTemplate } from './podTemplate';

/** The pods of a service or a worker. */
export const deployment: Emitter<ModuleContext> = {
  file: () => 'deployment.yaml',
  home: 'module',
  kinds: [{ group: 'apps', kind: 'Deployment' }],
  writes: [
    'workload.kind.worker',
    'workload.command',
    'workload.args',
    'workload.env',
    'workload.probes',
  ],
  emit: context => {
    const { metadata, spec } = context.spec;
    const { kind, replicas, autoscaling } = spec.workload;
    if (kind === 'job') {
      return [];
    }
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: metadata.name,
          labels: workloadLabels(metadata.name),
          ...annotated(placeholderAnnotations(context)),
        },
        spec: {
          // With both, Argo CD and the autoscaler would undo each other's number.
          ...(!autoscaling && { replicas }),
          revisionHistoryLimit: 5,
          selector: { matchLabels: selectorLabels(metadata.name) },
          strategy: toStrategy(spec.workload),
          template: toPodTemplate(context),
        },
      },
    ];
  },
};

/** A new pod on another node would wait for the volume of the old one for ever. */
function toStrategy({ volumes }: ModuleSpec['spec']['workload']): object {
  return volumes?.some(({ accessMode }) => accessMode === 'ReadWriteOnce')
    ? { type: 'Recreate' }
    : {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      };
}

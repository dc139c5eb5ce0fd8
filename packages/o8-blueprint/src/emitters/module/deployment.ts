import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { isRollout } from '../../systems/delivery/rollout';
import type { Manifest } from '../../types';
import { annotated } from '../annotations';
import { selectorLabels, workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { placeholderAnnotations } from './image';
import { toPodTemplate, type PodVersion } from './podTemplate';

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
  emit: context =>
    context.spec.spec.workload.kind === 'job' ? [] : [toDeployment(context)],
};

/** A second Deployment of the same pods beside that which is called like the module. */
export interface SecondDeployment extends PodVersion {
  name: string;
  replicas: number;
}

/** The Deployment of a module, or a second one of another version. */
export function toDeployment(
  context: ModuleContext,
  second?: SecondDeployment,
): Manifest {
  const { metadata, spec } = context.spec;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: second?.name ?? metadata.name,
      labels: workloadLabels(metadata.name),
      ...annotated(placeholderAnnotations(context)),
    },
    spec: {
      ...(second ? { replicas: second.replicas } : toReplicas(context.spec)),
      revisionHistoryLimit: 5,
      selector: {
        matchLabels: { ...selectorLabels(metadata.name), ...second?.labels },
      },
      strategy: toStrategy(spec.workload),
      template: toPodTemplate(context, second),
    },
  };
}

function toReplicas(spec: ModuleSpec): { replicas?: number } {
  const { replicas, autoscaling } = spec.spec.workload;
  // With both, Argo CD and the autoscaler, or the Rollout, would undo each other's number.
  return autoscaling || isRollout(spec) ? {} : { replicas };
}

/** A new pod on another node would wait for the volume of the old one for ever. */
function toStrategy({ volumes }: ModuleSpec['spec']['workload']): object {
  return volumes?.some(({ accessMode }) => accessMode === 'ReadWriteOnce')
    ? { type: 'Recreate' }
    : {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      };
}

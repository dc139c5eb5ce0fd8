import { toDeployment } from '../../emitters/module/deployment';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { canaryReplicas } from './canaryReplicas';
import { LABEL_VERSION, versionServices } from './versionBackends';
import { canaryImage } from './pipelineImage';

/**
 * The pods of the new version, with fixed shares: the same as those of the stable one,
 * but for their image. They have the labels of the module, so that its policies, its
 * budget and its monitors hold for them too.
 */
export const canaryDeployment: Emitter<ModuleContext> = {
  file: () => 'deployment-canary.yaml',
  home: 'module',
  kinds: [{ group: 'apps', kind: 'Deployment' }],
  writes: ['delivery'],
  emit: context => {
    const { spec } = context.spec;
    return spec.delivery?.strategy === 'weights'
      ? [
          toDeployment(context, {
            name: versionServices(context.spec.metadata.name).canary,
            image: canaryImage(context),
            labels: { [LABEL_VERSION]: 'canary' },
            replicas: canaryReplicas(spec.workload, spec.delivery),
          }),
        ]
      : [];
  },
};

import type { ModuleContext } from '../../emitters/types';
import { LABEL_VERSION } from './versionBackends';

/** A canary with a fixed share has the other one: see its Deployment. */
export function versionLabels({ spec }: ModuleContext): Record<string, string> {
  return spec.spec.delivery?.strategy === 'weights'
    ? { [LABEL_VERSION]: 'stable' }
    : {};
}

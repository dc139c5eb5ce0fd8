import { deployment } from './deployment';
import { service } from './service';
import { serviceAccount } from './serviceAccount';
import type { Emitter, ModuleContext } from './types';

/**
 * What lies in `deploy/base` of a module's repository, in the order in which its
 * kustomization names it. The module's project allows exactly these kinds.
 */
export const moduleEmitters: Emitter<ModuleContext>[] = [
  serviceAccount,
  deployment,
  service,
];

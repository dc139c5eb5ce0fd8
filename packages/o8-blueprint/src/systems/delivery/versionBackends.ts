import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { isPublic } from '../gateway/publicHosts';
import { publicBackend, type Backend } from '../gateway/toRoute';

/** The label of pods that says which of two versions they are, with fixed shares. */
export const LABEL_VERSION = 'orchestr8.io/version';

/** Who leads requests to one of two versions. */
export type Router = 'gateway' | 'mesh';

/** Whether requests are led to two versions at once. */
export function isShifted({ spec }: ModuleSpec): boolean {
  const { strategy = 'rolling' } = spec.delivery ?? {};
  return strategy !== 'rolling';
}

/**
 * Who shifts the requests of a module, never two at once: the gateway for what is public,
 * by its HTTPRoute; otherwise the sidecars of its callers, by a VirtualService. In ambient
 * nobody reads the requests between modules.
 */
export function routerOf(
  spec: ModuleSpec,
  { spec: { mesh } }: LandingZone,
): Router | undefined {
  if (isPublic(spec)) {
    return 'gateway';
  }
  return mesh.mode === 'sidecar' ? 'mesh' : undefined;
}

/** The Services of two versions. That which is called like the module has the pods of both. */
export function versionServices(module: string): {
  stable: string;
  canary: string;
} {
  return { stable: `${module}-stable`, canary: `${module}-canary` };
}

/** All Services that requests to a module go to. */
export function routedServices(spec: ModuleSpec): string[] {
  const { name } = spec.metadata;
  const { stable, canary } = versionServices(name);
  return isShifted(spec) ? [name, stable, canary] : [name];
}

/** Where requests go and in which shares; undefined where there is one version. */
export function versionBackends(
  context: Pick<ModuleContext, 'spec'>,
): Backend[] | undefined {
  const { spec } = context;
  if (!isShifted(spec)) {
    return undefined;
  }
  const { port } = publicBackend(context);
  const { stable, canary } = versionServices(spec.metadata.name);
  // Of a canary that is judged, the controller changes them on the cluster.
  const weights = spec.spec.delivery?.weights ?? { stable: 100, canary: 0 };
  return [
    { name: stable, port, weight: weights.stable },
    { name: canary, port, weight: weights.canary },
  ];
}

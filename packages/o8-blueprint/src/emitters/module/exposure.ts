import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

type Exposure = NonNullable<ModuleSpec['spec']['exposure']>['kind'];

/** How far a module can be reached: a service by its callers, others by nobody. */
export function exposureOf({ spec }: ModuleSpec): Exposure {
  return (
    spec.exposure?.kind ??
    (spec.workload.kind === 'service' ? 'internal' : 'none')
  );
}

/** Whether a generated workload answers requests through a Service. */
export function hasService(spec: ModuleSpec): boolean {
  return spec.spec.workload.kind === 'service' && exposureOf(spec) !== 'none';
}

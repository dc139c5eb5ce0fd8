import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';

const egressSchema = z.looseObject({
  hosts: z.array(z.string()).default([]),
  exportTo: z.array(z.string()).default([]),
});

/**
 * How a ServiceEntry or VirtualService reaches beyond what its module calls: others
 * would be led there too, and in ambient the whole mesh would.
 */
export function findEgressProblems(
  spec: unknown,
  module: ModuleSpec,
  zone: LandingZone | undefined,
): string[] {
  const { data } = egressSchema.safeParse(spec);
  if (!data) {
    return ['has a spec with other hosts or exportTo than lists of text'];
  }
  const declared = (module.spec.dependsOn ?? []).flatMap(
    ({ host }) => host ?? [],
  );
  const gateway = zone?.spec.egress.gateway?.namespace;
  // Of a landing zone that is not known the gateway is not known either.
  const isVisibleTo = (name: string) =>
    zone ? name === '.' || name === gateway : !/[*~]/.test(name);
  return [
    ...(data.exportTo.length > 0
      ? []
      : ['has no exportTo, so that all namespaces see it: it must be "."']),
    ...data.exportTo
      .filter(name => !isVisibleTo(name))
      .map(
        name =>
          `is exported to "${name}": it must be "."${
            gateway ? ` or "${gateway}"` : ''
          }`,
      ),
    ...data.hosts
      .filter(host => !declared.includes(host))
      .map(host => `has the host "${host}", which is not in spec.dependsOn`),
  ];
}

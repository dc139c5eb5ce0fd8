import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { toSystemEnv } from '../emitters/module/env';
import type { ModuleContext } from '../emitters/types';

/** Variables of a spec that a system sets: of two values with one name one would be lost. */
export function findEnvConflicts(context: ModuleContext): Problem[] {
  const { workload, placements } = context.spec.spec;
  const taken = new Set(toSystemEnv(context).map(({ name }) => name));
  const places = [
    { path: 'spec.workload.env', env: workload.env },
    ...placements.map(({ env }, index) => ({
      path: `spec.placements[${index}].env`,
      env,
    })),
  ];
  return places.flatMap(({ path, env = {} }) =>
    Object.keys(env)
      .filter(name => taken.has(name))
      .map(name => ({
        path: `${path}.${name}`,
        message:
          'is set from what else the spec asks for, such as its database, its events or its traces: leave it out',
        kind: 'invalid' as const,
      })),
  );
}

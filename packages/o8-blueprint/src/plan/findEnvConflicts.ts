import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { toSystemEnv } from '../emitters/module/env';
import type { ModuleContext } from '../emitters/types';

/** Variables of a spec that a system sets: of two values with one name one would be lost. */
export function findEnvConflicts(context: ModuleContext): Problem[] {
  const { workload, placements } = context.spec.spec;
  const names = toSystemEnv(context).map(({ name }) => name);
  const taken = new Set(names);
  const places = [
    { path: 'spec.workload.env', env: workload.env },
    ...placements.map(({ env }, index) => ({
      path: `spec.placements[${index}].env`,
      env,
    })),
  ];
  return [
    ...places.flatMap(({ path, env = {} }) =>
      Object.keys(env)
        .filter(name => taken.has(name))
        .map(name => ({
          path: `${path}.${name}`,
          message:
            'is set from what else the spec asks for, such as its secrets, its database, its events or its traces: leave it out',
          kind: 'invalid' as const,
        })),
    ),
    ...findSecretConflicts(context, names),
  ];
}

/** Keys of secrets are variables themselves: those that another system sets too. */
function findSecretConflicts(
  { spec: { spec } }: ModuleContext,
  names: string[],
): Problem[] {
  const isTwice = (key: string) =>
    names.indexOf(key) !== names.lastIndexOf(key);
  return (spec.secrets ?? []).flatMap(({ keys, mountPath }, index) =>
    keys.flatMap((key, at) =>
      mountPath === undefined && isTwice(key)
        ? [
            {
              path: `spec.secrets[${index}].keys[${at}]`,
              message: `"${key}" is set from what else the spec asks for, such as its database: give it another name, or say "mountPath" to have files`,
              kind: 'invalid' as const,
            },
          ]
        : [],
    ),
  );
}

import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import { isOwnAddress } from './isOwnAddress';
import type { SpecParts, SpecRule } from './specParts';

/** Names inside of a cluster, which would go around the agreement of another module. */
const INSIDE =
  /(^|\.)(svc|cluster\.local|localhost|localdomain)$|^metadata\.google\.internal$/;

/** A module calls others, each once, and hosts that are really outside. */
export const findDependencyProblems: SpecRule = parts => {
  const { name, fields } = parts;
  const { dependsOn = [] } = fields;
  const itself = dependsOn.flatMap(({ module }, index) =>
    module !== undefined && module === name
      ? [
          invalid(
            ['dependsOn', index, 'module'],
            'is the module itself: leave it out',
          ),
        ]
      : [],
  );
  const twice = findRepeated(
    dependsOn,
    ({ module, host, port }) => `${module ?? ''} ${host ?? ''} ${port ?? ''}`,
  ).map(({ index, first }) =>
    invalid(['dependsOn', index], `is the same as dependsOn[${first}]`),
  );
  return [
    ...itself,
    ...twice,
    ...findHostProblems(dependsOn),
    ...findCallerProblems(parts),
  ];
};

function findHostProblems(
  dependsOn: NonNullable<SpecParts['fields']['dependsOn']>,
) {
  return dependsOn.flatMap(({ host, cidrs = [] }, index) => [
    ...(host !== undefined && INSIDE.test(host)
      ? [
          invalid(
            ['dependsOn', index, 'host'],
            `"${host}" is inside of the cluster: name the module instead`,
          ),
        ]
      : []),
    ...cidrs.flatMap((cidr, at) =>
      isOwnAddress(cidr)
        ? [
            invalid(
              ['dependsOn', index, 'cidrs', at],
              `"${cidr}" contains addresses of the node itself or of many at once (loopback, link-local, multicast): no external host has them`,
            ),
          ]
        : [],
    ),
  ]);
}

function findCallerProblems({ name, fields: { callers } }: SpecParts) {
  if (!Array.isArray(callers)) {
    return [];
  }
  return [
    ...callers.flatMap((caller, index) =>
      caller === name
        ? [
            invalid(
              ['callers', index],
              'is the module itself, which needs no permission: leave it out',
            ),
          ]
        : [],
    ),
    ...findRepeated(callers, caller => caller).map(({ entry, index, first }) =>
      invalid(['callers', index], `"${entry}" is callers[${first}] already`),
    ),
  ];
}

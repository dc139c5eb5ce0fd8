import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { edgeEmitters } from '../emitters/edgeEmitters';
import { kindKey } from '../emitters/kinds';
import { moduleEmitters } from '../emitters/moduleEmitters';
import { isBoundaryKind } from '../rules/isBoundaryKind';
import type { FileManifest } from './manifest';

const text = z.string().catch('*');
const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);
const kindSchema = z.object({ group: text, kind: text });

/** The spec of an AppProject, as far as its rules need it. */
export const projectSpecSchema = z.looseObject({
  sourceRepos: list(z.string()),
  sourceNamespaces: list(z.string()),
  destinations: list(
    z.object({
      name: z.string().optional(),
      server: z.string().optional(),
      namespace: text,
    }),
  ),
  clusterResourceWhitelist: list(kindSchema),
  // Absent means every kind.
  namespaceResourceWhitelist: z.array(kindSchema).optional(),
});

/** What a team must not write itself: it would be its own boundary. */
const BOUNDARY_KINDS = new Set(
  [...clusterEmitters, ...edgeEmitters].flatMap(({ kinds }) =>
    kinds.map(kindKey),
  ),
);

/** What is written into it for the team, such as the routes of a module, is none. */
const GENERATED_KINDS = new Set(
  moduleEmitters.flatMap(({ kinds }) => kinds.map(kindKey)),
);

/** How the AppProject of a module gives its repository more than the module is. */
export function findProjectProblems(
  { path, object }: FileManifest,
  module: string,
): Problem[] {
  const parsed = projectSpecSchema.safeParse(object.spec);
  if (!parsed.success) {
    return [
      { path, message: 'has a spec that is no AppProject', kind: 'invalid' },
    ];
  }
  const spec = parsed.data;
  const messages = [
    ...(object.metadata.name === module
      ? []
      : [
          `is the AppProject "${object.metadata.name}": it must be "${module}"`,
        ]),
    ...spec.sourceRepos
      .filter(hasWildcard)
      .map(url => `allows the source "${url}": wildcards are refused`),
    ...spec.destinations.flatMap(destination =>
      findDestinationProblems(destination, module),
    ),
    ...(spec.sourceNamespaces.length > 0
      ? ['has sourceNamespaces: Applications lie beside Argo CD only']
      : []),
    ...(spec.clusterResourceWhitelist.length > 0
      ? ['allows kinds that are in no namespace: it must be an empty list']
      : []),
    ...findKindProblems(spec.namespaceResourceWhitelist),
    ...findFurtherFields(spec),
  ];
  return messages.map(message => ({ path, message, kind: 'refused' }));
}

function findDestinationProblems(
  {
    name,
    server,
    namespace,
  }: z.output<typeof projectSpecSchema>['destinations'][number],
  module: string,
): string[] {
  const cluster = name ?? server ?? '*';
  return [
    ...(namespace === module
      ? []
      : [`allows the namespace "${namespace}": it must be "${module}"`]),
    ...(hasWildcard(cluster)
      ? [`allows the cluster "${cluster}": wildcards are refused`]
      : []),
  ];
}

function findKindProblems(
  kinds: z.output<typeof kindSchema>[] | undefined,
): string[] {
  if (!kinds) {
    return ['has no namespaceResourceWhitelist, which allows every kind'];
  }
  return kinds.flatMap(({ group, kind }) => {
    if (hasWildcard(group) || hasWildcard(kind)) {
      return [`allows the kinds "${group}/${kind}": wildcards are refused`];
    }
    const key = kindKey({ group, kind });
    const isBoundary =
      BOUNDARY_KINDS.has(key) || isBoundaryKind({ group, kind });
    return isBoundary && !GENERATED_KINDS.has(key)
      ? [`allows ${kind}, which belongs to the boundary of a module`]
      : [];
  });
}

const FIELDS = new Set(Object.keys(projectSpecSchema.shape)).add('description');

/** Roles, other accounts to deploy with, windows: what a project has beside is not a module's. */
function findFurtherFields(spec: object): string[] {
  return Object.keys(spec)
    .filter(field => !FIELDS.has(field))
    .map(field => `has the field "${field}", which no module has`);
}

/** Whether Argo CD would take a text for a pattern. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\]{}!]/.test(pattern);
}

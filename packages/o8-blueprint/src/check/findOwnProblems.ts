import {
  platformRepository,
  type LandingZone,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { isEqual } from '../edit/isEqual';
import { platformProject } from '../emitters/platformProject';
import { layoutOf } from '../plan/layouts/layouts';
import { readApplication } from './findApplicationProblems';
import { findDifferences } from './findDifferences';
import { hasWildcard, projectSpecSchema } from './findProjectProblems';
import type { FileManifest } from './manifest';
import { withoutFreeParts } from './withoutFreeParts';

type ProjectSpec = z.output<typeof projectSpecSchema>;

/** How an object of `modules/o8-platform/` opens what the boundaries of modules close. */
export function findOwnProblems(
  manifest: FileManifest,
  zones: readonly LandingZone[],
): Problem[] {
  const messages = findMessages(manifest, zones);
  const { path } = manifest;
  return messages.map(message => ({ path, message, kind: 'refused' }));
}

function findMessages(
  manifest: FileManifest,
  zones: readonly LandingZone[],
): string[] {
  switch (manifest.object.kind) {
    case 'AppProject':
      return findProjectMessages(manifest, zones);
    case 'ApplicationSet':
      return findSetMessages(manifest, zones);
    default:
      return findApplicationMessages(manifest);
  }
}

/** What a set makes cannot be seen in it: only what landing zones write is known. */
function findSetMessages(
  { object }: FileManifest,
  zones: readonly LandingZone[],
): string[] {
  const written = zones
    .flatMap(zone => layoutOf(zone).planInit?.(zone) ?? [])
    .flatMap(file => ('objects' in file ? file.objects : []))
    .filter(({ kind }) => kind === 'ApplicationSet');
  const isWritten = written.some(each =>
    isEqual(withoutFreeParts(each), withoutFreeParts(object)),
  );
  return isWritten || zones.length === 0
    ? []
    : [
        `is the ApplicationSet "${object.metadata.name}", which is not as "o8 init" writes one`,
      ];
}

function findApplicationMessages(manifest: FileManifest): string[] {
  return readApplication(manifest)?.project === 'default'
    ? ['has the project "default", which allows everything']
    : [];
}

function findProjectMessages(
  { object }: FileManifest,
  zones: readonly LandingZone[],
): string[] {
  const parsed = projectSpecSchema.safeParse(object.spec);
  if (!parsed.success) {
    return ['has a spec that is no AppProject'];
  }
  const { name, namespace } = object.metadata;
  const mine = zones.filter(
    ({ spec: { argocd } }) =>
      argocd.project === name &&
      argocd.namespace === (namespace ?? argocd.namespace),
  );
  return [
    ...findWildcards(parsed.data, zones),
    ...(mine.length > 0
      ? findChanges(object, parsed.data, mine)
      : findWaysToArgoCd(parsed.data, zones)),
  ];
}

/** The platform may have more projects, and allow more kinds: each by its name. */
function findWildcards(
  spec: ProjectSpec,
  zones: readonly LandingZone[],
): string[] {
  const platforms = zones.map(zone => platformRepository(zone).cloneUrl);
  // Namespaces of modules have no names yet: whom the platform's own repository trusts.
  const mayAnywhere =
    zones.length === 0 ||
    spec.sourceRepos.every(url => platforms.includes(url));
  const kinds = [
    ...spec.clusterResourceWhitelist,
    ...(spec.namespaceResourceWhitelist ?? []),
  ];
  const patterns = [
    ...spec.sourceRepos.map(url => ['source', url]),
    ...spec.destinations.map(each => ['cluster', each.name ?? each.server]),
    ...kinds.map(({ group, kind }) => ['kinds', `${group}/${kind}`]),
    ...(mayAnywhere
      ? []
      : spec.destinations.map(each => ['namespace', each.namespace])),
  ];
  return [
    ...patterns
      .filter(([, pattern]) => hasWildcard(pattern ?? '*'))
      .map(
        ([what, pattern]) =>
          `allows the ${what} "${pattern ?? '*'}": wildcards are refused`,
      ),
    ...(spec.namespaceResourceWhitelist
      ? []
      : ['has no namespaceResourceWhitelist, which allows every kind']),
  ];
}

/** Whoever may write there makes Applications of any project. */
function findWaysToArgoCd(
  { destinations }: ProjectSpec,
  zones: readonly LandingZone[],
): string[] {
  const theirs = new Set(zones.map(({ spec }) => spec.argocd.namespace));
  return destinations
    .filter(({ namespace }) => theirs.has(namespace))
    .map(
      ({ namespace }) =>
        `allows the namespace "${namespace}", which is that of Argo CD`,
    );
}

const LISTS = new Set([
  'sourceRepos',
  'destinations',
  'clusterResourceWhitelist',
  'namespaceResourceWhitelist',
]);

/** The project of the root and the boundaries: its lists may be shorter, or name more kinds. */
function findChanges(
  object: FileManifest['object'],
  spec: ProjectSpec,
  zones: LandingZone[],
): string[] {
  const rendered = zones.map(platformProject);
  const allowed = rendered.map(each => projectSpecSchema.parse(each.spec));
  const toText = ({
    name,
    server,
    namespace,
  }: ProjectSpec['destinations'][0]) =>
    `${namespace} on ${name ?? ''} ${server ?? ''}`.trim();
  const isIn = (texts: string[]) => (text: string) => texts.includes(text);
  const sources = allowed.flatMap(each => each.sourceRepos);
  const destinations = allowed.flatMap(each => each.destinations.map(toText));
  return [
    ...spec.sourceRepos
      .filter(url => !isIn(sources)(url))
      .map(url => `allows the source ${url}, which no landing zone has`),
    ...spec.destinations
      .map(toText)
      .filter(text => !isIn(destinations)(text))
      .map(text => `allows the destination ${text}, which no landing zone has`),
    ...findDifferences(withoutLists(object), withoutLists(rendered[0])).map(
      ({ path }) =>
        `has another ${z.core.toDotPath(path)} than the landing zone "${
          zones[0].metadata.name
        }" gives it`,
    ),
  ];
}

function withoutLists(object: FileManifest['object']): object {
  const { spec } = object;
  const rest =
    typeof spec === 'object' && spec !== null
      ? Object.fromEntries(
          Object.entries(spec).filter(([key]) => !LISTS.has(key)),
        )
      : spec;
  return withoutFreeParts({ ...object, spec: rest });
}

import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { kindKey, kindOf } from '../emitters/kinds';
import type { ModuleContext } from '../emitters/types';
import { clusterDirectory, entryDirectory } from '../plan/paths';
import { planEntry } from '../plan/planEntry';
import type { PlannedManifests } from '../plan/planObjects';
import { renderFiles } from '../render/renderFiles';
import type { Manifest, RepositoryFile } from '../types';
import { isClusterKind } from './clusterKinds';
import { findObjectProblems } from './findBoundaryProblems';
import { findDifferences } from './findDifferences';
import {
  readManifests,
  type FileManifest,
  type ReadManifest,
} from './manifest';
import type { PlatformFacts } from './platformFacts';
import { sayDifference } from './sayDifference';
import { withoutFreeParts } from './withoutFreeParts';

/** An object that an entry must have. */
interface Expected {
  path: string;
  object: Manifest;
  isThere: boolean;
}

/**
 * How what Argo CD applies of an entry is not what its module.yaml and its landing zone
 * make of it. Files with equal text are not even parsed; of the others the objects count,
 * not their order, their comments or in which file of the place they are. An entry may
 * have further objects on a cluster where the rules of boundaries allow them.
 */
export function findDeviations(
  context: ModuleContext,
  files: RepositoryFile[],
  facts: PlatformFacts,
): Problem[] {
  const planned = planEntry(context);
  const texts = new Map(
    renderFiles(planned).map(({ path, content }) => [path, content]),
  );
  const others = files.filter(file => texts.get(file.path) !== file.content);
  if (others.length === 0 && files.length === planned.length) {
    return [];
  }
  const otherPaths = new Set(others.map(({ path }) => path));
  const equal = new Set(
    files.map(({ path }) => path).filter(path => !otherPaths.has(path)),
  );
  const expected = indexObjects(planned, equal, context);
  const { manifests, problems } = readManifests(others);
  const found = manifests.flatMap(manifest =>
    judge(manifest, { context, facts, expected }),
  );
  const unreadable = new Set(problems.map(({ path }) => path));
  const missing = [...expected.values()].filter(
    ({ isThere, path }) => !isThere && !unreadable.has(path),
  );
  return [
    ...problems,
    ...found,
    ...missing.map(({ path, object }) =>
      refused(path, `must have ${nameOf(object)}${asSaidBy(context)}`),
    ),
  ];
}

function indexObjects(
  planned: PlannedManifests[],
  equal: Set<string>,
  context: ModuleContext,
): Map<string, Expected> {
  return new Map(
    planned.flatMap(({ path, objects }) =>
      objects.map(object => [
        keyOf(path, object, context),
        { path, object, isThere: equal.has(path) },
      ]),
    ),
  );
}

function judge(
  { path, object }: FileManifest,
  known: {
    context: ModuleContext;
    facts: PlatformFacts;
    expected: Map<string, Expected>;
  },
): Problem[] {
  const { context, facts } = known;
  const expected = known.expected.get(keyOf(path, object, context));
  if (!expected) {
    return findFurtherProblems({ path, object }, context, facts);
  }
  if (expected.isThere) {
    return [refused(path, `has ${nameOf(object)} a second time`)];
  }
  expected.isThere = true;
  return findDifferences(
    withoutFreeParts(object),
    withoutFreeParts(expected.object),
  ).map(difference =>
    refused(
      path,
      sayDifference(nameOf(object), difference) + asSaidBy(context),
    ),
  );
}

/** Objects that nothing asks for: fine only where they stay inside of the boundary. */
function findFurtherProblems(
  { path, object }: FileManifest,
  { spec, placements }: ModuleContext,
  facts: PlatformFacts,
): Problem[] {
  const { name } = spec.metadata;
  if (!path.startsWith(`${entryDirectory(name)}/clusters/`)) {
    return [
      refused(
        path,
        `has ${nameOf(object)}, which is not part of an entry beside Argo CD`,
      ),
    ];
  }
  const isPlaced = placements.some(({ cluster }) =>
    path.startsWith(`${clusterDirectory(name, cluster.name)}/`),
  );
  return isPlaced
    ? findObjectProblems(object, spec, facts).map(message =>
        refused(path, message),
      )
    : [
        refused(
          path,
          'is for a cluster on which module.yaml does not place it',
        ),
      ];
}

/** What an object is: two with one key would be one object for Argo CD. */
function keyOf(
  path: string,
  object: Pick<ReadManifest, 'apiVersion' | 'kind' | 'metadata'>,
  { spec, zone }: ModuleContext,
): string {
  const [, cluster] = /^modules\/[^/]+\/clusters\/([^/]+)\//.exec(path) ?? [];
  const home =
    cluster === undefined ? zone.spec.argocd.namespace : spec.metadata.name;
  const { name, namespace = home } = object.metadata;
  return JSON.stringify([
    cluster,
    kindKey(kindOf(object)),
    isClusterKind(object) ? '' : namespace,
    name,
  ]);
}

function nameOf({ kind, metadata }: Pick<ReadManifest, 'kind' | 'metadata'>) {
  return `the ${kind} "${metadata.name}"`;
}

function asSaidBy({ zone }: ModuleContext): string {
  return `, as module.yaml and the landing zone "${zone.metadata.name}" say`;
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

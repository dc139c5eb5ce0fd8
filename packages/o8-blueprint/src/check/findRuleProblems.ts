import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  boundaryApplication,
  workloadApplication,
} from '../plan/applicationNames';
import { clusterDirectory, entryDirectory } from '../plan/paths';
import type { RepositoryFile } from '../types';
import { findApplicationProblems } from './findApplicationProblems';
import { findBoundaryProblems } from './findBoundaryProblems';
import { findProjectProblems } from './findProjectProblems';
import { readManifests, type FileManifest } from './manifest';
import type { PlatformFacts } from './platformFacts';

/** The entry of one module and what is around it. */
interface Entry {
  spec: ModuleSpec;
  /** The manifests of its directory. */
  files: RepositoryFile[];
  facts: PlatformFacts;
  /** What a file that modules share says of it. */
  further?: FileManifest[];
}

/**
 * What is wrong with the manifests of an entry whose landing zone is not known: it is
 * measured by its approved spec, and by what every boundary must have.
 */
export function findRuleProblems({
  spec,
  files,
  facts,
  further = [],
}: Entry): Problem[] {
  const directory = entryDirectory(spec.metadata.name);
  const inClusters = (path: string) =>
    path.startsWith(`${directory}/clusters/`);
  const beside = readManifests(files.filter(({ path }) => !inClusters(path)));
  const below = readManifests(files.filter(({ path }) => inClusters(path)));
  const manifests = [
    ...beside.manifests,
    ...further.map(each => besideArgoCd(each, facts)),
  ];
  return [
    ...beside.problems,
    ...manifests.flatMap(manifest => findBesideProblems(manifest, spec, facts)),
    ...(facts.generatedKinds.has('AppProject') && further.length === 0
      ? []
      : findMissingProject(spec, manifests)),
    ...(facts.generatedKinds.has('Application')
      ? []
      : findPlacementProblems(spec, manifests)),
    ...below.problems,
    ...findClusterProblems(spec, below.manifests, facts),
  ];
}

/** What has no file has no namespace of its own, unless it says so. */
function besideArgoCd(
  { path, object }: FileManifest,
  { argocdNamespaces }: PlatformFacts,
): FileManifest {
  const [namespace] = argocdNamespaces;
  return {
    path,
    object: { ...object, metadata: { namespace, ...object.metadata } },
  };
}

/** Beside Argo CD an entry has Applications and one project, and nothing else. */
function findBesideProblems(
  manifest: FileManifest,
  spec: ModuleSpec,
  facts: PlatformFacts,
): Problem[] {
  const { path, object } = manifest;
  switch (`${object.apiVersion}/${object.kind}`) {
    case 'argoproj.io/v1alpha1/Application':
      return findApplicationProblems(manifest, spec, facts);
    case 'argoproj.io/v1alpha1/AppProject':
      return findProjectProblems(manifest, spec.metadata.name);
    default:
      return [
        refused(
          path,
          `is the ${object.kind} "${object.metadata.name}": beside Argo CD a module has Applications and an AppProject only`,
        ),
      ];
  }
}

/** Without its own project no Application of a module would be limited. */
function findMissingProject(
  { metadata: { name } }: ModuleSpec,
  manifests: FileManifest[],
): Problem[] {
  const isThere = manifests.some(
    ({ object }) =>
      object.kind === 'AppProject' && object.metadata.name === name,
  );
  const path = `${entryDirectory(name)}/module.yaml`;
  return isThere ? [] : [refused(path, `has no AppProject "${name}"`)];
}

/** Each placement has its two Applications. */
function findPlacementProblems(
  { metadata, spec }: ModuleSpec,
  manifests: FileManifest[],
): Problem[] {
  const path = `${entryDirectory(metadata.name)}/module.yaml`;
  const names = new Set(
    manifests
      .filter(({ object }) => object.kind === 'Application')
      .map(({ object }) => object.metadata.name),
  );
  return spec.placements
    .flatMap(({ cluster }) => [
      boundaryApplication(metadata.name, cluster),
      workloadApplication(metadata.name, cluster),
    ])
    .filter(name => !names.has(name))
    .map(name =>
      refused(path, `has no Application "${name}" for its placement`),
    );
}

function findClusterProblems(
  spec: ModuleSpec,
  manifests: FileManifest[],
  facts: PlatformFacts,
): Problem[] {
  const directories = spec.spec.placements.map(({ cluster }) =>
    clusterDirectory(spec.metadata.name, cluster),
  );
  const isIn = (directory: string) => (manifest: FileManifest) =>
    manifest.path.startsWith(`${directory}/`);
  const homeless = manifests.filter(
    manifest => !directories.some(directory => isIn(directory)(manifest)),
  );
  return [
    ...homeless.map(({ path }) =>
      refused(path, 'is for a cluster on which module.yaml does not place it'),
    ),
    ...directories.flatMap(directory =>
      findBoundaryProblems(
        {
          spec,
          directory,
          manifests: manifests.filter(isIn(directory)),
        },
        facts,
      ),
    ),
  ];
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

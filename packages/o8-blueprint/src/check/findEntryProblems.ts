import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { toDestination } from '../emitters/argocd';
import { boundaryApplication, workloadApplication } from '../plan/derivedNames';
import { clusterDirectory, entryDirectory } from '../plan/paths';
import type { RepositoryFile } from '../types';
import {
  findApplicationProblems,
  readApplication,
} from './findApplicationProblems';
import { findBoundaryProblems } from './findBoundaryProblems';
import { findProjectProblems } from './findProjectProblems';
import { isManifestPath, readManifests, type FileManifest } from './manifest';
import type { PlatformFacts } from './platformFacts';

/** The entry of one module and what is around it. */
interface Entry {
  spec: ModuleSpec;
  /** The files of its directory. */
  files: RepositoryFile[];
  facts: PlatformFacts;
}

/** What is wrong with the files of an entry, measured by its approved spec. */
export function findEntryProblems({ spec, files, facts }: Entry): Problem[] {
  const directory = entryDirectory(spec.metadata.name);
  const inClusters = (path: string) =>
    path.startsWith(`${directory}/clusters/`);
  const beside = readManifests(
    files.filter(
      ({ path }) =>
        isManifestPath(path) &&
        !inClusters(path) &&
        // The root Application leaves these out.
        !/\/(module\.yaml|lock\.json)$/.test(path),
    ),
  );
  const below = readManifests(
    files.filter(({ path }) => isManifestPath(path) && inClusters(path)),
  );
  return [
    ...files
      .filter(({ path }) => path.endsWith('.jsonnet'))
      .map(({ path }) =>
        refused(path, 'is a program: only manifests are applied'),
      ),
    ...beside.problems,
    ...beside.manifests.flatMap(manifest =>
      findBesideProblems(manifest, spec, facts),
    ),
    ...findPlacementProblems(spec, beside.manifests, facts),
    ...below.problems,
    ...findClusterProblems(spec, below.manifests, facts),
  ];
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

/** Each placement has its two Applications, and both go to its cluster. */
function findPlacementProblems(
  { metadata, spec }: ModuleSpec,
  manifests: FileManifest[],
  { zones }: PlatformFacts,
): Problem[] {
  const zone = zones.find(
    ({ metadata: { name } }) => name === spec.landingZone,
  );
  return spec.placements.flatMap(({ cluster }) => {
    const known = zone?.spec.clusters.find(({ name }) => name === cluster);
    const names = [
      boundaryApplication(metadata.name, cluster),
      workloadApplication(metadata.name, cluster),
    ];
    return names.flatMap(name => {
      const manifest = manifests.find(
        ({ object }) =>
          object.kind === 'Application' && object.metadata.name === name,
      );
      if (!manifest) {
        const path = `${entryDirectory(metadata.name)}/module.yaml`;
        return [
          refused(path, `has no Application "${name}" for its placement`),
        ];
      }
      const destination = readApplication(manifest)?.destination;
      const expected: { name?: string; server?: string } | undefined =
        known && toDestination(known);
      return !expected ||
        (destination?.name === expected.name &&
          destination?.server === expected.server)
        ? []
        : [
            refused(
              manifest.path,
              `must go to the cluster ${expected.name ?? expected.server}`,
            ),
          ];
    });
  });
}

function findClusterProblems(
  { metadata: { name }, spec }: ModuleSpec,
  manifests: FileManifest[],
  facts: PlatformFacts,
): Problem[] {
  const directories = spec.placements.map(({ cluster }) =>
    clusterDirectory(name, cluster),
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
          module: name,
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

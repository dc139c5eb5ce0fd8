import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { readEntries } from '../parse/parsePlatform';
import { derivedNames } from '../plan/derivedNames';
import { entryDirectory, PLATFORM_DIRECTORY } from '../plan/paths';
import { compareText } from '../render/sortKeys';
import type { ApprovedModule, RepositoryFile } from '../types';
import {
  contextsOf,
  judgeEntry,
  listCallees,
  NOT_APPROVED,
  resolveEntry,
  withSharedObjects,
} from './findEntryProblems';
import { findOwnProblems } from './findOwnProblems';
import { findSharedProblems } from './findSharedProblems';
import { findTrespasses } from './findTrespasses';
import type { FileManifest } from './manifest';
import { toPlatformFacts } from './platformFacts';
import { readOwnObjects } from './readOwnObjects';
import { isSharedIn } from './sharedFiles';

/**
 * What is wrong with a platform repository, each with its file: entries that cannot
 * be read, names that two modules share, and whatever weakens the boundary of a
 * module. The entries of the given landing zones are compared with what they must be;
 * of others only general rules are known.
 *
 * @public
 */
export function findPlatformProblems(
  files: RepositoryFile[],
  zones: readonly LandingZone[] = [],
): Problem[] {
  const entries = readEntries(files);
  const own = readOwnObjects(files, zones);
  const facts = toPlatformFacts(zones, own.manifests, own.generatedKinds);
  const byDirectory = groupByDirectory(files);
  const byName = new Map(
    entries.modules.map(module => [module.spec.metadata.name, module]),
  );
  const judged = withSharedObjects(
    entries.modules.map(module => ({
      module,
      context: resolveEntry(
        module,
        listCallees(module.spec).flatMap(name => byName.get(name) ?? []),
        zones,
      ),
      files: byDirectory.get(entryDirectory(module.spec.metadata.name)) ?? [],
      facts,
    })),
    files,
    zones,
  );
  const problems = [
    ...entries.problems,
    ...own.problems,
    ...own.changed.flatMap(manifest => findOwnProblems(manifest, zones)),
    ...findStrangers(own.changed, entries.modules, zones),
    ...own.changed.flatMap(manifest =>
      findTrespasses(manifest, new Set(byName.keys())),
    ),
    ...findMisplacedFiles(files, zones),
    ...findNameConflicts(entries.modules, zones),
    ...judged.flatMap(judgeEntry),
    ...findSharedProblems({
      files,
      zones,
      contexts: contextsOf(judged),
      names: findDirectories(files),
    }),
  ];
  return problems.sort((a, b) => compareText(a.path, b.path));
}

/** The modules that somebody has approved, also those whose spec cannot be read. */
function findDirectories(files: RepositoryFile[]): Set<string> {
  return new Set(
    files.flatMap(({ path }) => {
      const [, name] = /^modules\/([^/]+)\/module\.yaml$/.exec(path) ?? [];
      return name ?? [];
    }),
  );
}

/** By `modules/<name>`: looking through all files for each module takes too long. */
function groupByDirectory(
  files: RepositoryFile[],
): Map<string, RepositoryFile[]> {
  const groups = new Map<string, RepositoryFile[]>();
  for (const file of files) {
    const [directory] = /^modules\/[^/]+(?=\/)/.exec(file.path) ?? [];
    if (directory) {
      const group = groups.get(directory) ?? [];
      groups.set(directory, group);
      group.push(file);
    }
  }
  return groups;
}

/** What the root Application would apply although it is in no entry. */
function findMisplacedFiles(
  files: RepositoryFile[],
  zones: readonly LandingZone[],
): Problem[] {
  const paths = new Set(files.map(({ path }) => path));
  const loose = files
    .filter(file => !isSharedIn(file, zones))
    .map(({ path }) => path)
    .filter(path =>
      /^modules\/([^/]+\.(ya?ml|json|jsonnet)|Kustomization)$/.test(path),
    );
  const directories = groupByDirectory(files).keys();
  return [
    ...loose.map(path => refused(path, 'is not in the directory of a module')),
    ...[...directories]
      .filter(directory => directory !== PLATFORM_DIRECTORY)
      .filter(directory => !paths.has(`${directory}/module.yaml`))
      .map(directory => refused(directory, NOT_APPROVED)),
  ];
}

/** What the platform has under the name of a module's own: the two would be one object. */
function findStrangers(
  own: FileManifest[],
  modules: ApprovedModule[],
  zones: readonly LandingZone[],
): Problem[] {
  const names = new Set(
    modules.flatMap(({ spec }) =>
      derivedNames(spec, findZone(zones, spec.spec.landingZone)),
    ),
  );
  return own
    .filter(({ object: { kind, metadata } }) =>
      names.has(`${kind} ${metadata.name}`),
    )
    .map(({ path, object: { kind, metadata } }) =>
      refused(path, `is the ${kind} "${metadata.name}", which a module has`),
    );
}

function findZone(
  zones: readonly LandingZone[],
  name: string,
): LandingZone | undefined {
  return zones.find(({ metadata }) => metadata.name === name);
}

function findNameConflicts(
  modules: ApprovedModule[],
  zones: readonly LandingZone[],
): Problem[] {
  const owners = new Map<string, string>();
  return modules.flatMap(({ spec }) => {
    const { name } = spec.metadata;
    const zone = findZone(zones, spec.spec.landingZone);
    return derivedNames(spec, zone).flatMap(derived => {
      const owner = owners.get(derived);
      owners.set(derived, owner ?? name);
      return owner === undefined
        ? []
        : [
            refused(
              `modules/${name}/module.yaml`,
              `has the ${derived}, which belongs to the module "${owner}" too`,
            ),
          ];
    });
  });
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

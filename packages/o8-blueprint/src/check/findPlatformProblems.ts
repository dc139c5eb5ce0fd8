import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { readEntries } from '../parse/parsePlatform';
import { derivedNames } from '../plan/derivedNames';
import { entryDirectory, PLATFORM_DIRECTORY } from '../plan/paths';
import { compareText } from '../render/sortKeys';
import type { ApprovedModule, RepositoryFile } from '../types';
import { findEntryProblems } from './findEntryProblems';
import { isManifestPath, readManifests } from './manifest';
import { toPlatformFacts } from './platformFacts';
import { readApplication } from './findApplicationProblems';

/**
 * What is wrong with a platform repository, each with its file: entries that cannot
 * be read, names that two modules share, and whatever weakens the boundary of a
 * module. With landing zones more is known of what belongs to the platform.
 *
 * @public
 */
export function findPlatformProblems(
  files: RepositoryFile[],
  zones: LandingZone[] = [],
): Problem[] {
  const entries = readEntries(files);
  const platform = readManifests(
    files.filter(
      ({ path }) =>
        isManifestPath(path) &&
        /^(bootstrap|modules\/o8-platform)\//.test(path),
    ),
  );
  const ownManifests = platform.manifests.filter(({ path }) =>
    path.startsWith(`${PLATFORM_DIRECTORY}/`),
  );
  const facts = toPlatformFacts(zones, ownManifests);
  const byDirectory = groupByDirectory(files);
  const problems = [
    ...entries.problems,
    ...platform.problems,
    ...ownManifests
      .filter(manifest => readApplication(manifest)?.project === 'default')
      .map(({ path }) => ({
        path,
        message: 'has the project "default", which allows everything',
        kind: 'refused' as const,
      })),
    ...findMisplacedFiles(files),
    ...findNameConflicts(entries.modules, zones),
    ...entries.modules.flatMap(({ spec }) =>
      findEntryProblems({
        spec,
        files: byDirectory.get(entryDirectory(spec.metadata.name)) ?? [],
        facts,
      }),
    ),
  ];
  return problems.sort((a, b) => compareText(a.path, b.path));
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
function findMisplacedFiles(files: RepositoryFile[]): Problem[] {
  const paths = new Set(files.map(({ path }) => path));
  const loose = files
    .map(({ path }) => path)
    .filter(path => /^modules\/[^/]+\.(ya?ml|json|jsonnet)$/.test(path));
  const directories = groupByDirectory(files).keys();
  return [
    ...loose.map(path => refused(path, 'is not in the directory of a module')),
    ...[...directories]
      .filter(directory => directory !== PLATFORM_DIRECTORY)
      .filter(directory => !paths.has(`${directory}/module.yaml`))
      .map(directory =>
        refused(directory, 'has no module.yaml: nobody has approved it'),
      ),
  ];
}

function findNameConflicts(
  modules: ApprovedModule[],
  zones: LandingZone[],
): Problem[] {
  const owners = new Map<string, string>();
  return modules.flatMap(({ spec }) => {
    const { name } = spec.metadata;
    const zone = zones.find(
      ({ metadata }) => metadata.name === spec.spec.landingZone,
    );
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

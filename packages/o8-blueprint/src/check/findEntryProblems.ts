import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { inFile } from '../parse/inFile';
import { readEntries } from '../parse/parsePlatform';
import { entryDirectory } from '../plan/paths';
import { resolveModule } from '../plan/resolveModule';
import { compareText } from '../render/sortKeys';
import type { ApprovedModule, RepositoryFile } from '../types';
import { findDeviations } from './findDeviations';
import { findRuleProblems } from './findRuleProblems';
import { isManifestPath } from './manifest';
import { readOwnObjects } from './readOwnObjects';
import { toPlatformFacts, type PlatformFacts } from './platformFacts';

/**
 * What {@link findEntryProblems} judges.
 *
 * @public
 */
export interface EntryOptions {
  /** The module whose entry it is. */
  name: string;
  /** Files of the platform repository; those of other entries are not looked at. */
  files: RepositoryFile[];
  /** With the entry's own among them it is compared with what it must be. */
  zones?: readonly LandingZone[];
}

/** What a directory without a `module.yaml` is told. */
export const NOT_APPROVED = 'has no module.yaml: nobody has approved it';

/**
 * What is wrong with one entry of a platform repository, as `findPlatformProblems`
 * would say it, in the time that one entry takes. Names that it shares with other
 * modules are found by `planModule`.
 *
 * @public
 */
export function findEntryProblems({
  name,
  files,
  zones = [],
}: EntryOptions): Problem[] {
  const directory = entryDirectory(name);
  const mine = files.filter(({ path }) => path.startsWith(`${directory}/`));
  const { modules, problems } = readEntries(mine);
  const own = readOwnObjects(files, zones);
  const facts = toPlatformFacts(zones, own.manifests);
  const isApproved = mine.some(
    ({ path }) => path === `${directory}/module.yaml`,
  );
  return [
    ...(isApproved ? [] : [refused(directory, NOT_APPROVED)]),
    ...problems,
    ...modules.flatMap(module => judgeEntry(module, mine, facts)),
  ].sort((a, b) => compareText(a.path, b.path));
}

/** What is wrong with an entry, whose files these are. */
export function judgeEntry(
  module: ApprovedModule,
  files: RepositoryFile[],
  facts: PlatformFacts,
): Problem[] {
  const { spec } = module;
  const directory = entryDirectory(spec.metadata.name);
  const zone = facts.zones.find(
    ({ metadata }) => metadata.name === spec.spec.landingZone,
  );
  const context =
    zone && resolveModule({ spec, zone, platform: { modules: [] } });
  const applied = files.filter(
    ({ path }) =>
      isManifestPath(path) &&
      // The root Application leaves these out.
      path !== `${directory}/module.yaml` &&
      path !== `${directory}/lock.json`,
  );
  return [
    ...findLockProblems(module),
    ...files
      .filter(({ path }) => path.endsWith('.jsonnet'))
      .map(({ path }) =>
        refused(path, 'is a program: only manifests are applied'),
      ),
    ...(context && !context.ok
      ? inFile(`${directory}/module.yaml`, context.problems)
      : []),
    ...(context?.ok
      ? findDeviations(context.value, applied, facts)
      : findRuleProblems({ spec, files: applied, facts })),
  ];
}

/** Who a module is of must not depend on which of the two files somebody asks. */
function findLockProblems({ spec, lock }: ApprovedModule): Problem[] {
  const path = `${entryDirectory(spec.metadata.name)}/lock.json`;
  const pairs = lock
    ? [
        ['owner', lock.owner, spec.metadata.owner],
        ['owner', lock.spec.metadata.owner, spec.metadata.owner],
        ['landing zone', lock.landingZone, spec.spec.landingZone],
      ]
    : [];
  const messages = pairs
    .filter(([, locked, approved]) => locked !== approved)
    .map(
      ([what, locked, approved]) =>
        `names the ${what} "${locked}", but module.yaml the ${what} "${approved}"`,
    );
  return [...new Set(messages)].map(message => refused(path, message));
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { inFile } from '../parse/inFile';
import { readEntries } from '../parse/parsePlatform';
import { entryDirectory } from '../plan/paths';
import { resolveModule } from '../plan/resolveModule';
import { compareText } from '../render/sortKeys';
import type { ApprovedModule, RepositoryFile, Result } from '../types';
import { findDeviations } from './findDeviations';
import { findOverrides } from './findOverrides';
import { findRuleProblems } from './findRuleProblems';
import { findSharedProblems } from './findSharedProblems';
import { isManifestPath, type FileManifest } from './manifest';
import { readOwnObjects } from './readOwnObjects';
import { readSharedObjects } from './sharedFiles';
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
  const facts = toPlatformFacts(zones, own.manifests, own.generatedKinds);
  const callees = readCallees(modules, files);
  const entries = withSharedObjects(
    modules.map(module => ({
      module,
      context: resolveEntry(module, callees, zones),
      files: mine,
      facts,
    })),
    files,
    zones,
  );
  const isApproved = mine.some(
    ({ path }) => path === `${directory}/module.yaml`,
  );
  return [
    ...(isApproved ? [] : [refused(directory, NOT_APPROVED)]),
    ...problems,
    ...entries.flatMap(judgeEntry),
    ...findSharedProblems({ files, zones, contexts: contextsOf(entries) }),
  ].sort((a, b) => compareText(a.path, b.path));
}

/** The approved modules that these depend on or read, and no others: reading all takes too long. */
function readCallees(
  modules: ApprovedModule[],
  files: RepositoryFile[],
): ApprovedModule[] {
  const paths = new Set(
    modules.flatMap(({ spec }) =>
      listCallees(spec).map(name => `${entryDirectory(name)}/module.yaml`),
    ),
  );
  return paths.size > 0
    ? readEntries(files.filter(({ path }) => paths.has(path))).modules
    : [];
}

/** The names of the modules that a spec depends on, or whose events it reads. */
export function listCallees({ metadata, spec }: ModuleSpec): string[] {
  const called = (spec.dependsOn ?? []).flatMap(({ module }) => module ?? []);
  const read = (spec.events?.consumes ?? []).map(({ module }) => module);
  return [...new Set([...called, ...read])].filter(
    name => name !== metadata.name,
  );
}

/** An entry and what is around it. */
export interface JudgedEntry {
  module: ApprovedModule;
  /** What it is made from; undefined where its landing zone is not known. */
  context: Result<ModuleContext> | undefined;
  /** The files of its directory. */
  files: RepositoryFile[];
  facts: PlatformFacts;
  /** What a file that modules share says of it. */
  further?: FileManifest[];
}

/** What an entry is made from, if its landing zone is among those that are known. */
export function resolveEntry(
  { spec }: ApprovedModule,
  callees: ApprovedModule[],
  zones: readonly LandingZone[],
): JudgedEntry['context'] {
  const zone = zones.find(
    ({ metadata }) => metadata.name === spec.spec.landingZone,
  );
  return (
    zone && resolveModule({ spec, zone, zones, platform: { modules: callees } })
  );
}

/** Where something cannot be resolved, what shared files say of it is judged by rules. */
export function withSharedObjects(
  entries: JudgedEntry[],
  files: RepositoryFile[],
  zones: readonly LandingZone[],
): JudgedEntry[] {
  if (entries.every(({ context }) => context?.ok)) {
    return entries;
  }
  const shared = readSharedObjects(files, zones);
  return entries.map(entry => ({
    ...entry,
    further: shared.get(entry.module.spec.metadata.name),
  }));
}

/** What those entries are made from that can be resolved. */
export function contextsOf(entries: JudgedEntry[]): ModuleContext[] {
  return entries.flatMap(({ context }) => (context?.ok ? [context.value] : []));
}

/** What is wrong with an entry. */
export function judgeEntry({
  module,
  context,
  files,
  facts,
  further,
}: JudgedEntry): Problem[] {
  const { spec } = module;
  const directory = entryDirectory(spec.metadata.name);
  const applied = files.filter(
    ({ path }) =>
      isManifestPath(path) &&
      // The root Application leaves these out.
      path !== `${directory}/module.yaml` &&
      path !== `${directory}/lock.json`,
  );
  return [
    ...findLockProblems(module),
    ...findOverrides(files),
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
      : findRuleProblems({ spec, files: applied, facts, further })),
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

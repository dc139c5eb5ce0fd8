import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { inFile } from '../parse/inFile';
import type { SharedEntries, SharedFile } from '../plan/layouts/Layout';
import { layoutOf } from '../plan/layouts/layouts';
import type { RepositoryFile } from '../types';
import { findDifferences } from './findDifferences';
import { sayDifference } from './sayDifference';
import { sharedFilesOf } from './sharedFiles';

interface SharedOptions {
  files: RepositoryFile[];
  zones: readonly LandingZone[];
  /** The modules that are judged, with all that their landing zones decide. */
  contexts: ModuleContext[];
  /** All modules that somebody has approved; without them only `contexts` are judged. */
  names?: Set<string>;
}

/** How the files that modules share say something else than their module.yaml. */
export function findSharedProblems(options: SharedOptions): Problem[] {
  const { files, zones, contexts, names } = options;
  return sharedFilesOf(zones).flatMap(shared => {
    const { path } = shared;
    const mine = contexts.filter(
      ({ zone }) => layoutOf(zone).shared?.path === path,
    );
    const file = files.find(each => each.path === path);
    if (!file) {
      return mine.length > 0
        ? [refused(path, 'is missing: "o8 init" writes it')]
        : [];
    }
    if (mine.length === 0 && !names) {
      return [];
    }
    const read = shared.read(file.content);
    if (!read.ok) {
      return inFile(path, read.problems);
    }
    const strangers = names
      ? [...read.value.modules.keys()].filter(name => !names.has(name))
      : [];
    return [
      ...(names ? read.value.messages : []),
      ...strangers.map(
        name => `has the entry "${name}", of a module without module.yaml`,
      ),
      ...mine.flatMap(context => compare(context, shared, read.value)),
    ].map(message => refused(path, message));
  });
}

function compare(
  context: ModuleContext,
  shared: SharedFile,
  { modules }: SharedEntries,
): string[] {
  const { name } = context.spec.metadata;
  const asSaid = `, as module.yaml and the landing zone "${context.zone.metadata.name}" say`;
  const expected = shared.entryOf(context);
  const actual = modules.get(name);
  if (Array.isArray(expected)) {
    const listed = Array.isArray(actual) ? actual : [];
    return [
      ...expected
        .filter(item => !listed.includes(item))
        .map(item => `must list "${item}"${asSaid}`),
      ...listed
        .filter(item => !expected.includes(item))
        .map(item => `must not list "${item}"${asSaid}`),
    ];
  }
  return actual === undefined
    ? [`must have the entry "${name}"${asSaid}`]
    : findDifferences(actual, expected).map(
        difference => sayDifference(`the entry "${name}"`, difference) + asSaid,
      );
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

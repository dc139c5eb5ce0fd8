import {
  moduleLockSchema,
  toProblems,
  type ModuleLock,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { layouts } from '../plan/layouts/layouts';
import { compareText } from '../render/sortKeys';
import type {
  ApprovedModule,
  Platform,
  RepositoryFile,
  Result,
} from '../types';
import { findUnreadableParts } from './findUnreadableParts';
import { inFile } from './inFile';
import { parseModuleSpec } from './parseModuleSpec';

const ENTRY = /^modules\/([^/]+)\/module\.yaml$/;

/**
 * The modules that a platform repository holds, or every problem in their entries.
 * Files other than `modules/<name>/module.yaml` and `lock.json` are not looked at; those
 * that modules share are kept as they are.
 *
 * @public
 */
export function parsePlatform(files: RepositoryFile[]): Result<Platform> {
  const { modules, problems } = readEntries(files);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { modules, shared: files.filter(isShared) } };
}

/** Whether modules have parts of a file in common, in any of the layouts. */
export function isShared({ path }: RepositoryFile): boolean {
  return Object.values(layouts).some(({ shared }) => shared?.path === path);
}

/** The entries that can be read, and what is wrong with the others. */
export function readEntries(files: RepositoryFile[]): {
  modules: ApprovedModule[];
  problems: Problem[];
} {
  const byPath = new Map(files.map(file => [file.path, file]));
  const entries = files
    .filter(({ path }) => ENTRY.test(path))
    .sort((a, b) => compareText(a.path, b.path))
    .flatMap(file => {
      const directory = ENTRY.exec(file.path)?.[1];
      const lockFile = byPath.get(`modules/${directory}/lock.json`);
      return directory === undefined
        ? []
        : [parseEntry({ directory, file, lockFile })];
    });
  return {
    modules: entries.flatMap(entry => (entry.ok ? [entry.value] : [])),
    problems: entries.flatMap(entry => (entry.ok ? [] : entry.problems)),
  };
}

function parseEntry(entry: {
  directory: string;
  file: RepositoryFile;
  lockFile: RepositoryFile | undefined;
}): Result<ApprovedModule> {
  const { directory, file, lockFile } = entry;
  const spec = parseModuleSpec(file.content);
  const lock = lockFile && parseLock(lockFile, directory);
  const problems = [
    ...(spec.ok ? [] : inFile(file.path, spec.problems)),
    ...(!lock || lock.ok ? [] : lock.problems),
  ];
  if (spec.ok && spec.value.metadata.name !== directory) {
    problems.push({
      path: file.path,
      message: `metadata.name is "${spec.value.metadata.name}", but the directory is "${directory}": they must be the same`,
      kind: 'invalid',
    });
  }
  if (problems.length > 0 || !spec.ok) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    value: { spec: spec.value, ...(lock?.ok && { lock: lock.value }) },
  };
}

function specOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'spec' in json
    ? json.spec
    : undefined;
}

/** A lock file that must be that of a module, or what is wrong with it. */
export function parseLock(
  { path, content }: RepositoryFile,
  module: string,
): Result<ModuleLock> {
  const fail = (problems: Problem[]) => ({
    ok: false as const,
    problems: inFile(path, problems),
  });
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return fail([{ path: '', message: 'is not JSON', kind: 'invalid' }]);
  }
  // Its spec alone: what a module may nest is counted from the root of its own document.
  const unreadable = findUnreadableParts(specOf(json));
  if (unreadable.length > 0) {
    return fail(
      unreadable.map(each => ({ ...each, path: `spec.${each.path}` })),
    );
  }
  const parsed = moduleLockSchema.safeParse(json);
  if (!parsed.success) {
    return fail(toProblems(parsed.error));
  }
  if (parsed.data.module !== module) {
    const message = `is the lock of "${parsed.data.module}", not of "${module}"`;
    return fail([{ path: '', message, kind: 'invalid' }]);
  }
  return { ok: true, value: parsed.data };
}

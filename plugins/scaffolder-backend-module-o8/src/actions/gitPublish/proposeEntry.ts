import { ConflictError } from '@backstage/errors';
import {
  moduleLockSchema,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { writeFiles, type GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { createHash } from 'node:crypto';
import { entryFolder, type PlannedEntry } from '../../entry';
import { withFolder } from '../../workspace';
import type { PublishContext, Published } from './PublishContext';
import { pushAudited } from './pushAudited';
import { readProposal, type Proposal } from './readProposal';
import { tryPush, type Attempt } from './repeatOnRace';

/** The branch on which the entry of a module waits: the same for each retry. */
export function proposalBranch(name: string): string {
  return `o8/add-${name}`;
}

/** Pushes the entry as one commit on a branch of its own, unless it is there already. */
export async function proposeEntry(options: {
  context: PublishContext;
  entry: PlannedEntry;
  /** A clone of the platform repository at its newest commit. */
  directory: string;
}): Promise<Attempt<Published>> {
  const { context, entry, directory } = options;
  const { author, isDryRun, remote, repository, spec } = context;
  const { name } = spec.metadata;
  const branch = proposalBranch(name);
  const refs = await remote.listRefs(repository.cloneUrl);
  const standing = refs?.get(`refs/heads/${branch}`);
  const state = 'waiting-for-review';
  if (standing) {
    const proposal = await withFolder(folder =>
      readProposal({ context, branch, name, directory: folder }),
    );
    if (isSameEntry(proposal.files, entry.entryFiles)) {
      const { commit } = proposal;
      return { done: true, value: { commit, branch, state } };
    }
    requireReplaceable({ proposal, spec, branch });
  }
  if (isDryRun) {
    return { done: true, value: { commit: null, branch, state } };
  }
  await writeFiles(directory, entry.entryFiles);
  const { commit } = await remote.commitAll({
    directory,
    message: `modules: add ${name}`,
    author,
  });
  const expectedRemote = standing ?? null;
  return tryPush(
    () => pushAudited({ context, directory, commit, branch, expectedRemote }),
    { commit, branch, state },
  );
}

function isSameEntry(files: GitFile[], wanted: GitFile[]): boolean {
  const texts = new Map(files.map(file => [file.path, file.content]));
  return (
    files.length === wanted.length &&
    wanted.every(file => texts.get(file.path) === file.content)
  );
}

/** A branch is replaced only if it is our one commit, and nobody has edited it. */
function requireReplaceable(options: {
  proposal: Proposal;
  spec: ModuleSpec;
  branch: string;
}): void {
  const { proposal, spec, branch } = options;
  const { files, others, isOneCommit } = proposal;
  if (!isOneCommit || others.length > 0 || !isAsGenerated(files, spec)) {
    throw new ConflictError(
      `The branch "${branch}" has changes by others: merge or delete it, then run this again`,
    );
  }
}

/** Whether an entry is what its lock file says, for the same module, zone and owner. */
function isAsGenerated(
  files: GitFile[],
  { metadata: { name, owner }, spec: { landingZone } }: ModuleSpec,
): boolean {
  const lockPath = `${entryFolder(name)}/lock.json`;
  const lockFile = files.find(file => file.path === lockPath);
  const lock = lockFile && parseLock(lockFile.content);
  return (
    lock !== undefined &&
    lock.module === name &&
    lock.owner === owner &&
    lock.landingZone === landingZone &&
    files
      .filter(file => file !== lockFile)
      .every(file => lock.files[file.path]?.blob === blobIdOf(file.content))
  );
}

function parseLock(text: string) {
  try {
    return moduleLockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function blobIdOf(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { clonePlatform, writeFiles } from '@orchestr8/backstage-plugin-o8-node';
import path from 'node:path';
import { planEntry, type PlannedEntry } from '../../entry';
import { isFolder, PLATFORM_FOLDER, withFolder } from '../../workspace';
import { findOtherFiles } from './findOtherFiles';
import { proposeEntry } from './proposeEntry';
import type { PublishContext, Published } from './PublishContext';
import { pushAudited } from './pushAudited';
import { repeatOnRace, tryPush, type Attempt } from './repeatOnRace';

/**
 * Publishes the entry of a module in the platform repository: pushed, or as a branch that
 * waits for its review. Each attempt plans anew on the newest commit, because a name can
 * have been taken in between.
 */
export async function publishEntry(
  context: PublishContext,
): Promise<Published> {
  const { git, logger, signal, spec, workspacePath, zone } = context;
  return repeatOnRace({
    what: 'The platform repository',
    signal,
    onRace: delayMs =>
      logger.info(
        `The platform repository was changed meanwhile; planned again in ${delayMs} ms`,
      ),
    attempt: () =>
      withFolder(async folder => {
        const directory = path.join(folder, 'platform');
        const platform = await clonePlatform({ git, zone, directory, signal });
        const entry = planEntry({ spec, zone, files: platform.files });
        await requireUntouched(workspacePath, entry);
        if (entry.isApproved) {
          const { branch } = zone.spec.git;
          const { commit } = platform;
          return { done: true, value: { commit, branch, state: 'unchanged' } };
        }
        return zone.spec.review === 'required'
          ? proposeEntry({ context, entry, directory })
          : pushEntry({ context, entry, directory });
      }),
  });
}

async function pushEntry(options: {
  context: PublishContext;
  entry: PlannedEntry;
  directory: string;
}): Promise<Attempt<Published>> {
  const { context, entry, directory } = options;
  const { author, isDryRun, remote, spec, zone } = context;
  const { branch } = zone.spec.git;
  if (isDryRun) {
    return { done: true, value: { commit: null, branch, state: 'created' } };
  }
  await writeFiles(directory, entry.entryFiles);
  const { commit } = await remote.commitAll({
    directory,
    message: `modules: add ${spec.metadata.name}`,
    author,
  });
  return tryPush(() => pushAudited({ context, directory, commit, branch }), {
    commit,
    branch,
    state: 'created',
  });
}

/**
 * What is published is what was planned. A template that writes more into the folder would
 * lose it without a word; that a retry has no folder any more does not matter.
 */
async function requireUntouched(
  workspacePath: string,
  { entryFiles }: PlannedEntry,
): Promise<void> {
  const directory = resolveSafeChildPath(workspacePath, PLATFORM_FOLDER);
  if (!(await isFolder(directory))) {
    return;
  }
  const others = await findOtherFiles({ directory, files: entryFiles });
  if (others.length > 0) {
    throw new InputError(
      `The folder "${PLATFORM_FOLDER}" of the workspace is not the entry of this module (${others.join(
        ', ',
      )}): run "o8:app-of-apps:add" with the same spec, and change nothing in it`,
    );
  }
}

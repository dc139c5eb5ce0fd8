import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readPlatform } from '@orchestr8/backstage-plugin-o8-node';
import { planEntry, type PlannedEntry } from '../../entry';
import { isFolder, PLATFORM_FOLDER, withFolder } from '../../workspace';
import { commitEntry, type CommitEntryOptions } from './commitEntry';
import { findOtherFiles } from './findOtherFiles';
import { proposeEntry } from './proposeEntry';
import type { PublishContext, Published } from './PublishContext';
import { pushAudited } from './pushAudited';
import { repeatOnRace, tryPush, type Attempt } from './repeatOnRace';
import { requireDeployable } from './requireDeployable';

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
    attempt: async () => {
      const { commit, files } = await readPlatform({ git, zone, signal });
      const entry = planEntry({
        spec,
        zone,
        files,
        zones: context.zones.list(),
      });
      if (entry.isApproved) {
        const { branch } = zone.spec.git;
        return { done: true, value: { commit, branch, state: 'unchanged' } };
      }
      await requireUntouched(workspacePath, entry);
      await requireDeployable({ context, moduleFiles: entry.moduleFiles });
      const options = { context, entry, plannedOn: commit };
      return zone.spec.review === 'required'
        ? proposeEntry(options)
        : pushEntry(options);
    },
  });
}

async function pushEntry(
  options: CommitEntryOptions,
): Promise<Attempt<Published>> {
  const { context } = options;
  const { branch } = context.zone.spec.git;
  if (context.isDryRun) {
    return { done: true, value: { commit: null, branch, state: 'created' } };
  }
  return withFolder(async directory => {
    const commit = await commitEntry({ ...options, directory });
    return commit === undefined
      ? { done: false }
      : tryPush(() => pushAudited({ context, directory, commit, branch }), {
          commit,
          branch,
          state: 'created',
        });
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

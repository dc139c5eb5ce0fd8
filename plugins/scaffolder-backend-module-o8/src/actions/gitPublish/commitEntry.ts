import { writeFiles } from '@orchestr8/backstage-plugin-o8-node';
import type { PlannedEntry } from '../../entry';
import type { PublishContext } from './PublishContext';

/** An entry, and the commit of the platform repository that it was planned on. */
export interface CommitEntryOptions {
  context: PublishContext;
  entry: PlannedEntry;
  plannedOn: string;
}

/**
 * Commits an entry on the commit that it was planned on, in a clone. Undefined where that
 * is no longer the newest one: then it has to be planned again.
 */
export async function commitEntry(
  options: CommitEntryOptions & {
    /** An empty folder. */
    directory: string;
  },
): Promise<string | undefined> {
  const { context, entry, plannedOn, directory } = options;
  const { author, remote, repository, spec, zone } = context;
  const head = await remote.clone({
    url: repository.cloneUrl,
    directory,
    branch: zone.spec.git.branch,
    depth: 1,
  });
  if (head !== plannedOn) {
    return undefined;
  }
  // Shared files were edited as this commit has them: nobody's change is lost.
  await writeFiles(directory, [...entry.entryFiles, ...entry.sharedFiles]);
  const { commit } = await remote.commitAll({
    directory,
    message: `modules: add ${spec.metadata.name}`,
    author,
  });
  return commit;
}

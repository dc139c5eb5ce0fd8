import { ConflictError } from '@backstage/errors';
import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { withFolder } from '../../workspace';
import { commitEntry, type CommitEntryOptions } from './commitEntry';
import { findUnequal } from './findUnequal';
import { isAsGenerated } from './isAsGenerated';
import type { Published } from './PublishContext';
import { pushAudited } from './pushAudited';
import { readProposal, type Proposal } from './readProposal';
import { tryPush, type Attempt } from './repeatOnRace';

/** The branch on which the entry of a module waits: the same for each retry. */
export function proposalBranch(name: string): string {
  return `o8/add-${name}`;
}

/** Pushes the entry as one commit on a branch of its own, unless it is there already. */
export async function proposeEntry(
  options: CommitEntryOptions,
): Promise<Attempt<Published>> {
  const { context, entry } = options;
  const { isDryRun, remote, repository, spec } = context;
  const { name } = spec.metadata;
  const branch = proposalBranch(name);
  const refs = await remote.listRefs(repository.cloneUrl);
  const standing = refs?.get(`refs/heads/${branch}`);
  const state = 'waiting-for-review';
  if (standing) {
    const proposal = await withFolder(folder =>
      readProposal({ context, branch, name, directory: folder }),
    );
    const isSame =
      findUnequal(proposal.files, entry.entryFiles).length === 0 &&
      (proposal.isListed || entry.sharedFiles.length === 0);
    if (isSame) {
      const { commit } = proposal;
      return { done: true, value: { commit, branch, state } };
    }
    requireReplaceable({ proposal, spec, branch });
  }
  if (isDryRun) {
    return { done: true, value: { commit: null, branch, state } };
  }
  const expectedRemote = standing ?? null;
  return withFolder(async directory => {
    const commit = await commitEntry({ ...options, directory });
    return commit === undefined
      ? { done: false }
      : tryPush(
          () =>
            pushAudited({ context, directory, commit, branch, expectedRemote }),
          { commit, branch, state },
        );
  });
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

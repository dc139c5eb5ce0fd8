import { cloneBranch } from './cloneBranch';
import type { GitCommand } from './GitCommand';
import type { GitSnapshot } from './GitRemote';
import { readTree } from './gitTree';
import { withTemporaryFolder } from './withTemporaryFolder';

/** Reads a folder of the newest commit of a branch, and leaves nothing on the disk. */
export async function loadSnapshot(options: {
  git: GitCommand;
  url: string;
  branch: string;
  under: string;
}): Promise<GitSnapshot> {
  const { git, url, branch, under } = options;
  return withTemporaryFolder(async directory => {
    const commit = await cloneBranch({
      git,
      url,
      directory,
      branch,
      depth: 1,
      checkout: false,
    });
    const files = await readTree({ git, directory, commit, url, path: under });
    return { commit, files };
  });
}

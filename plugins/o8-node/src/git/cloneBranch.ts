import { mkdir, readdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type { GitCommand } from './GitCommand';
import type { GitCloneOptions } from './GitRemote';
import { assertPlainTree } from './gitTree';

/**
 * Clones one branch and returns its commit. What is not accepted is refused before
 * anything is checked out, and then the directory is empty.
 */
export async function cloneBranch(
  options: GitCloneOptions & { git: GitCommand },
): Promise<string> {
  const { git, url, branch, depth, blobless, checkout = true } = options;
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length) {
    throw new InputError('The directory of a clone must be empty');
  }
  try {
    const args = [
      'clone',
      '--quiet',
      '--no-checkout',
      '--no-tags',
      '--single-branch',
      '--template=',
      `--branch=${branch}`,
      ...(depth ? [`--depth=${depth}`] : []),
      ...(blobless ? ['--filter=blob:none'] : []),
      '--',
      url,
      directory,
    ];
    await git.run({ url, args });
    const { stdout } = await git.run({
      directory,
      args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'],
    });
    const commit = stdout.toString().trim();
    await assertPlainTree({ git, directory, commit });
    if (checkout) {
      const reset = ['reset', '--quiet', '--hard', commit, '--'];
      await git.run({ directory, url, args: reset });
    }
    return commit;
  } catch (error) {
    // Nobody works with half a clone, or with one that was refused.
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory);
    throw error;
  }
}

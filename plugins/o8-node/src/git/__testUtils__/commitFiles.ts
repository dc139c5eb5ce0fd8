import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git } from './git';

/**
 * Adds a commit to a bare repository, as somebody would who has the disk, and returns it.
 */
export function commitFiles(
  repository: string,
  files: Record<string, string>,
  options: { branch?: string; before?: (directory: string) => void } = {},
): string {
  const { branch = 'main', before } = options;
  const directory = mkdtempSync(join(tmpdir(), 'o8-commit-'));
  try {
    git(directory, 'init', '--quiet', `--initial-branch=${branch}`);
    const ref = `refs/heads/${branch}`;
    if (git(repository, 'for-each-ref', ref)) {
      git(directory, 'fetch', '--quiet', repository, ref);
      git(directory, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    git(directory, 'add', '--all');
    before?.(directory);
    git(directory, 'commit', '--quiet', '--allow-empty', '-m', 'Something');
    git(directory, 'push', '--quiet', repository, `HEAD:${ref}`);
    return git(directory, 'rev-parse', 'HEAD');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

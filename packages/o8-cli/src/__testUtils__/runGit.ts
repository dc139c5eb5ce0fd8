import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Runs git in a folder, without what the machine says of git and of people. */
export function runGit(
  cwd: string,
  args: string | string[],
  input: string = '',
): string {
  const { PATH } = process.env;
  const words = Array.isArray(args) ? args : args.split(' ');
  return execFileSync('git', words, {
    cwd,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'test',
      PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    },
  });
}

/** A new repository of what is in a folder. */
export function commitAll(folder: string): void {
  runGit(folder, 'init --quiet --initial-branch=main');
  runGit(folder, 'add --all');
  runGit(folder, 'commit --quiet --message first');
}

import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** As it was at the start: some tests change it for what they test. */
export const SEARCH_PATH = process.env.PATH;

/** Git as somebody else would use it: to prepare what is tested, and to look at it. */
export function git(directory: string, ...args: string[]): string {
  return gitWith({ directory, args });
}

/** The same with something to read. */
export function gitWith(options: {
  directory: string;
  args: string[];
  input?: string;
}): string {
  const { directory, args, input = '' } = options;
  return execFileSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: SEARCH_PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_AUTHOR_NAME: 'Somebody',
      GIT_AUTHOR_EMAIL: 'somebody@example.com',
      GIT_COMMITTER_NAME: 'Somebody',
      GIT_COMMITTER_EMAIL: 'somebody@example.com',
    },
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
  }).trim();
}

import { spawnSync } from 'node:child_process';
import { Problem } from './Problem.mjs';

const OLDEST = [2, 30];

/** Throws a Problem unless git is there and new enough. */
export function requireGit(readVersion = readGitVersion) {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(readVersion() ?? '') ?? [];
  if (major === undefined) {
    throw new Problem(
      `git ${OLDEST.join(
        '.',
      )} or newer is needed, and none was found: install it from your system's packages.`,
    );
  }
  if (major < OLDEST[0] || (Number(major) === OLDEST[0] && minor < OLDEST[1])) {
    throw new Problem(
      `git ${OLDEST.join(
        '.',
      )} or newer is needed, and ${major}.${minor} was found: update it.`,
    );
  }
}

function readGitVersion() {
  const { status, stdout } = spawnSync('git', ['--version'], {
    encoding: 'utf8',
    windowsHide: true,
  });
  return status === 0 ? stdout : undefined;
}

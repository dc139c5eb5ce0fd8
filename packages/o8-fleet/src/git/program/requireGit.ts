import { isError } from '@backstage/errors';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './Git';

const OLDEST = { major: 2, minor: 30 };
const NEEDED = `git ${OLDEST.major}.${OLDEST.minor} or newer is needed`;

/** Refuses a machine whose git cannot be a host, in one sentence. */
export async function requireGit(git: Pick<Git, 'run'>): Promise<void> {
  const version = await readVersion(git);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  const isEnough =
    Number(major) > OLDEST.major ||
    (Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor);
  if (!isEnough) {
    throw new Error(`${NEEDED}, and "${version}" was found: update it.`);
  }
  const { text } = await git.run(['--exec-path']);
  const folder = text.toString('utf8').trim();
  const program = path.join(
    folder,
    process.platform === 'win32' ? 'git-http-backend.exe' : 'git-http-backend',
  );
  try {
    await access(program);
  } catch {
    throw new Error(
      `The git of this machine has no http-backend (${program}): install it, some systems have it in a package such as git-daemon.`,
    );
  }
}

async function readVersion(git: Pick<Git, 'run'>): Promise<string> {
  try {
    const { text } = await git.run(['--version']);
    return text.toString('utf8').trim();
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new Error(
        `${NEEDED}, and none was found: install it from your system's packages.`,
      );
    }
    throw error;
  }
}

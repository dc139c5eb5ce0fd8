import { spawnSync } from 'node:child_process';
import { run } from '../../bootstrap/children.mjs';
import { Skip } from './Skip.mjs';

/**
 * Installs a package of the system where that is possible: as root, with apt. Skips
 * the part where it is not.
 */
export async function installSystemPackage(name) {
  const hasApt = spawnSync('apt-get', ['--version']).status === 0;
  if (!hasApt || process.getuid?.() !== 0) {
    throw new Skip(`"${name}" is missing, and cannot be installed here`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', name],
  ]) {
    const code = await run('apt-get', args, {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (code !== 0) {
      throw new Skip(`"${name}" is missing, and "apt-get ${args[0]}" failed`);
    }
  }
}

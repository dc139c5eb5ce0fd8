import { spawnSync } from 'node:child_process';
import { run } from '../../bootstrap/children.mjs';
import { Skip } from './Skip.mjs';

const asked = new Map();
let last = Promise.resolve();

/**
 * Installs a package of the system where that is possible: as root, with apt. Skips
 * the part where it is not. One after another and each once: apt refuses to run twice at
 * a time.
 */
export function installSystemPackage(name) {
  if (!asked.has(name)) {
    const installing = last.then(() => install(name));
    asked.set(name, installing);
    last = installing.catch(() => {});
  }
  return asked.get(name);
}

async function install(name) {
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

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Skip } from '../lib/Skip.mjs';

/** The documentation builds as TechDocs builds it, and links between its pages lead somewhere. */
export async function docs(context) {
  const venv = path.join(context.folder, 'venv');
  if (spawnSync('python3', ['-m', 'venv', venv]).status !== 0) {
    throw new Skip('there is no Python 3 with venv here');
  }
  const bin = path.join(venv, 'bin');
  const quiet = ['--quiet', '--disable-pip-version-check'];
  try {
    await context.run(path.join(bin, 'pip'), [
      'install',
      ...quiet,
      'mkdocs-techdocs-core==1.*',
    ]);
  } catch (error) {
    throw new Skip(
      `mkdocs-techdocs-core cannot be installed: ${error.message}`,
    );
  }
  const site = path.join(context.folder, 'site');
  await context.run(path.join(bin, 'mkdocs'), [
    'build',
    '--strict',
    '--site-dir',
    site,
  ]);
}

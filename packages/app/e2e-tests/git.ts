import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readFleet } from './fleet';

const run = promisify(execFile);

/** Runs git as a user would, with the token of the demo's git host. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { git: host } = readFleet();
  const basic = Buffer.from(`o8:${host.token}`).toString('base64');
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@o8.example'];
  const { stdout } = await run('git', [...identity, ...args], {
    cwd,
    env: {
      ...process.env,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    },
  });
  return stdout.trim();
}

/** Clones a repository of the demo's git host, such as `modules/billing`. */
export async function clone(repository: string): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'o8-e2e-'));
  const { git: host } = readFleet();
  await git(folder, 'clone', '--quiet', `${host.url}/${repository}.git`, '.');
  return folder;
}

/** Changes one file of a clone and pushes it; answers the commit. */
export async function pushChange(
  folder: string,
  file: string,
  change: (text: string) => string,
): Promise<string> {
  const at = path.join(folder, file);
  await mkdir(path.dirname(at), { recursive: true });
  await writeFile(at, change(readFileSync(at, 'utf8')));
  await git(
    folder,
    'commit',
    '--quiet',
    '--all',
    '--message',
    `Change ${file}`,
  );
  await git(folder, 'push', '--quiet');
  return git(folder, 'rev-parse', 'HEAD');
}

/** The commits of a branch on the host; undefined while it has no such branch. */
export async function remoteHead(
  repository: string,
  branch = 'main',
): Promise<string | undefined> {
  const { git: host } = readFleet();
  const url = `${host.url}/${repository}.git`;
  const refs = await git(os.tmpdir(), 'ls-remote', url, `refs/heads/${branch}`)
    // There is no such repository yet.
    .catch(() => '');
  return refs.split('\t')[0] || undefined;
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { GitHost } from '../GitHost';
import { fetchRaw } from './fetchRaw';

const TOKEN = 'the-token-of-the-tests';
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const execute = promisify(execFile);

const USER_ENVIRONMENT: Record<string, string> = {
  PATH: process.env.PATH ?? '',
  HOME: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  LC_ALL: 'C',
};

/** A git host, and the git of a user who knows nothing of it but its URL. */
export class TestHost {
  readonly host: GitHost;
  readonly dataDir: string;
  readonly lines: string[];
  readonly pushes: string[] = [];

  private constructor(host: GitHost, dataDir: string, lines: string[]) {
    this.host = host;
    this.dataDir = dataDir;
    this.lines = lines;
    host.onPush(repositoryPath => this.pushes.push(repositoryPath));
  }

  static async start(dataDir: string, port = 0): Promise<TestHost> {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const host = await GitHost.listen({ dataDir, port, token: TOKEN, log });
    return new TestHost(host, dataDir, lines);
  }

  /** The URL to clone; with the password in it, to push too. */
  url(repositoryPath: string, who: 'reader' | 'writer' = 'writer'): string {
    const { port } = this.host;
    const user = who === 'writer' ? `o8:${TOKEN}@` : '';
    return `http://${user}127.0.0.1:${port}/${repositoryPath}.git`;
  }

  /** The header of somebody who may push. */
  authorization(password = TOKEN): Record<string, string> {
    const credentials = Buffer.from(`o8:${password}`).toString('base64');
    return { authorization: `Basic ${credentials}` };
  }

  /** A new folder of a user's own. */
  createFolder(): Promise<string> {
    return mkdtemp(path.join(this.dataDir, 'user-'));
  }

  /** A clone of a repository, by somebody who may push. */
  async clone(repositoryPath: string, args: string[] = []): Promise<string> {
    const folder = await this.createFolder();
    await runGit(folder, ['clone', ...args, this.url(repositoryPath), '.']);
    return folder;
  }

  /** Makes a repository by pushing these files, and answers the clone. */
  async push(
    repositoryPath: string,
    files: Record<string, string>,
  ): Promise<string> {
    const folder = await this.createFolder();
    await runGit(folder, ['init', '--initial-branch=main']);
    await commit(folder, files, 'First');
    const url = this.url(repositoryPath);
    await runGit(folder, ['remote', 'add', 'origin', url]);
    await runGit(folder, ['push', '-u', 'origin', 'main']);
    return folder;
  }

  /** One request as it is: paths are not normalised as `fetch` does. */
  get(target: string, headers: Record<string, string> = {}) {
    return fetchRaw({ port: this.host.port, target, headers });
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

/** Runs git in a folder and answers what it printed; what it says on stderr too. */
export async function runGit(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout, stderr } = await execute('git', args, {
    cwd: folder,
    maxBuffer: MAX_OUTPUT_BYTES,
    env: { ...USER_ENVIRONMENT, ...env },
  });
  return `${stdout}${stderr}`.trim();
}

/** Writes files and commits them. */
export async function commit(
  folder: string,
  files: Record<string, string>,
  message: string,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await runGit(folder, ['add', '--all']);
  await runGit(folder, ['commit', '--message', message]);
  return runGit(folder, ['rev-parse', 'HEAD']);
}

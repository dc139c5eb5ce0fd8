import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ASKPASS_SCRIPT, askpassEnvironment } from './askpass';
import {
  findGitCredentials,
  readToken,
  type GitCredentials,
} from './readGitCredentials';
import {
  ProcessLimitError,
  runProcess,
  type ProcessResult,
} from './runProcess';
import { cleanText, toGitError } from './toGitError';
import { withTemporaryFolder } from './withTemporaryFolder';

const DEFAULT_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 96 * 1024 * 1024;
const OLDEST_VERSION = [2, 30] as const;

/** Of the backend's environment: what git needs to start and to leave a closed network. */
const INHERITED = [
  'PATH',
  'SystemRoot',
  // Plain http is for loopback addresses only, so `http_proxy` is not among them.
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

export interface GitCommandOptions {
  credentials: GitCredentials[];
  /** The only protocol that git may use: `https` or `http`. */
  protocol: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

export interface GitRunOptions {
  args: string[];
  /** The repository on the disk in which it runs. */
  directory?: string;
  /** The repository that it talks to: chooses the credentials. */
  url?: string;
  env?: Record<string, string>;
  input?: string;
  /** What is no error; `[0]` by default. */
  exitCodes?: number[];
}

/**
 * Runs the `git` of the machine with an environment of its own: no configuration but what
 * is given here and in the repository, no hooks, no prompts, no other protocol.
 */
export class GitCommand {
  /** The `PATH` on which a git was found that is new enough: asked once for all. */
  static #checkedPath?: string;
  readonly #options: GitCommandOptions;

  constructor(options: GitCommandOptions) {
    this.#options = options;
  }

  /** The same, ended by another signal. */
  withSignal(signal: AbortSignal): GitCommand {
    return new GitCommand({ ...this.#options, signal });
  }

  async run(options: GitRunOptions): Promise<ProcessResult> {
    const searchPath = process.env.PATH ?? '';
    if (GitCommand.#checkedPath !== searchPath) {
      await this.#checkVersion();
      // Not remembered when it fails: git may be installed in between.
      GitCommand.#checkedPath = searchPath;
    }
    return this.#inPrivateFolder(async folder => {
      const { env, secrets } = await this.#prepare(folder, options);
      const result = await this.#spawn(folder, env, options);
      if (!(options.exitCodes ?? [0]).includes(result.exitCode)) {
        // `push --porcelain` says on its standard output what was refused.
        const said = `${result.stderr}\n${result.stdout.subarray(0, 4_096)}`;
        throw toGitError({
          command: options.args[0],
          text: cleanText(said, secrets),
          url: options.url,
        });
      }
      return result;
    });
  }

  async #prepare(folder: string, { directory, url, env }: GitRunOptions) {
    const found = url && findGitCredentials(this.#options.credentials, url);
    const signIn = found
      ? { username: found.username, token: await readToken(found), url }
      : undefined;
    const inherited = INHERITED.flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    });
    return {
      secrets: signIn ? [signIn.token] : [],
      env: {
        ...Object.fromEntries(inherited),
        ...isolation(folder, this.#options.protocol),
        ...(signIn && askpassEnvironment(signIn)),
        ...(directory && (await repositoryEnvironment(directory))),
        ...env,
      },
    };
  }

  async #spawn(
    folder: string,
    env: Record<string, string>,
    { args, directory, input, url }: GitRunOptions,
  ) {
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    try {
      return await runProcess({
        program: 'git',
        args: [...settings(folder), ...args],
        env,
        cwd: directory ?? folder,
        input,
        timeoutMs,
        maxOutputBytes: MAX_OUTPUT_BYTES,
        signal,
      });
    } catch (error) {
      if (!(error instanceof ProcessLimitError)) {
        throw error;
      }
      if (error.limit === 'time' && url) {
        throw new ServiceUnavailableError(
          `The git server ${
            new URL(url).host
          } cannot be reached: no answer to git ${args[0]} within ${
            timeoutMs / 1_000
          } s`,
        );
      }
      throw new Error(`git ${args[0]} was stopped: ${error.message}`);
    }
  }

  async #checkVersion() {
    const needed = `version ${OLDEST_VERSION.join(
      '.',
    )} or later is needed where the backend runs`;
    const { stdout } = await this.#inPrivateFolder(async folder => {
      const options = { args: ['version'] };
      const { env } = await this.#prepare(folder, options);
      return this.#spawn(folder, env, options);
    }).catch(error => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') {
        throw new ServiceUnavailableError(`git is not installed: ${needed}`);
      }
      throw error;
    });
    const text = stdout.toString().trim();
    const [, major, minor] = (/ (\d+)\.(\d+)/.exec(text) ?? []).map(Number);
    const [oldMajor, oldMinor] = OLDEST_VERSION;
    if (!(major > oldMajor || (major === oldMajor && minor >= oldMinor))) {
      throw new ServiceUnavailableError(
        `git is too old (${text.slice(0, 60)}): ${needed}`,
      );
    }
  }

  /** The home of one process: it is empty, but for the script that answers git. */
  async #inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    this.#options.signal?.throwIfAborted();
    return withTemporaryFolder(async folder => {
      await mkdir(join(folder, 'home'));
      await writeFile(join(folder, 'askpass'), ASKPASS_SCRIPT, { mode: 0o700 });
      return work(folder);
    });
  }
}

function isolation(folder: string, protocol: string): Record<string, string> {
  return {
    HOME: join(folder, 'home'),
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: join(folder, 'askpass'),
    GIT_ALLOW_PROTOCOL: protocol,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

/** On the command line, because there they also win over the repository's own. */
function settings(folder: string): string[] {
  const values = {
    'core.hooksPath': join(folder, 'home'),
    'core.symlinks': 'false',
    'core.fsmonitor': 'false',
    'core.autocrlf': 'false',
    'core.protectHFS': 'true',
    'core.protectNTFS': 'true',
    'core.logAllRefUpdates': 'false',
    'protocol.ext.allow': 'never',
    'credential.helper': '',
    // Credentials would follow.
    'http.followRedirects': 'false',
    'transfer.fsckObjects': 'true',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'submodule.recurse': 'false',
    'commit.gpgSign': 'false',
    'push.gpgSign': 'false',
  };
  return Object.entries(values).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
}

/** Without it, git would look for a repository in the folders above. */
async function repositoryEnvironment(directory: string) {
  const gitDirectory = join(resolve(directory), '.git');
  const stats = await lstat(gitDirectory).catch(() => undefined);
  if (!stats?.isDirectory()) {
    throw new InputError('The directory is not a git repository');
  }
  return { GIT_DIR: gitDirectory, GIT_WORK_TREE: resolve(directory) };
}

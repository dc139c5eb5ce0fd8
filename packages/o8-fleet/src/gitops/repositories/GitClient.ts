import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 96 * 1024 * 1024;
const MAX_REASON_LENGTH = 300;

/** Options of {@link GitClient}. */
export interface GitClientOptions {
  /** A folder of its own: no configuration of a user is ever read. */
  homeDir: string;
  /** As `GIT_ALLOW_PROTOCOL` has them: separated by colons. */
  allowProtocols?: string;
  timeoutMs?: number;
}

/** Plain git without prompts, hooks, or configuration of the machine. */
export class GitClient {
  readonly #env: NodeJS.ProcessEnv;
  readonly #homeDir: string;
  readonly #timeoutMs: number;
  readonly #abort = new AbortController();

  constructor(options: GitClientOptions) {
    const { homeDir, allowProtocols = 'http:https' } = options;
    this.#homeDir = homeDir;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    // From nothing: proxies, askpass programs and GIT_DIR of the caller have no say.
    this.#env = {
      PATH: process.env.PATH,
      // Windows finds neither its sockets nor its temporary folder without these.
      SYSTEMROOT: process.env.SYSTEMROOT,
      TEMP: process.env.TEMP,
      HOME: homeDir,
      XDG_CONFIG_HOME: homeDir,
      // The folder may lie in somebody's repository, whose configuration is not ours.
      GIT_CEILING_DIRECTORIES: path.dirname(homeDir),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_ALLOW_PROTOCOL: allowProtocols,
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      LC_ALL: 'C',
    };
  }

  /** What the command writes; fails with what git says is wrong. */
  run(args: readonly string[], input?: string): Promise<Buffer> {
    mkdirSync(this.#homeDir, { recursive: true });
    const safe = [
      'core.hooksPath=/dev/null',
      'credential.helper=',
      'gc.auto=0',
    ];
    const all = [...safe.flatMap(each => ['-c', each]), ...args];
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        all,
        {
          cwd: this.#homeDir,
          env: this.#env,
          encoding: 'buffer',
          maxBuffer: MAX_OUTPUT_BYTES,
          timeout: this.#timeoutMs,
          signal: this.#abort.signal,
          windowsHide: true,
        },
        (error, stdout, stderr) => {
          if (error) {
            reject(new Error(this.#reasonOf(error, stderr.toString('utf8'))));
          } else {
            resolve(stdout);
          }
        },
      );
      // A git that ends early closes its input: what it says of it is told above.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input ?? '');
    });
  }

  /** Ends all that runs. */
  stop(): void {
    this.#abort.abort();
  }

  #reasonOf(error: Error & { killed?: boolean }, stderr: string): string {
    if (error.killed) {
      return `git did not answer within ${this.#timeoutMs / 1_000} s`;
    }
    const lines = stderr.split('\n').filter(line => line.trim() !== '');
    const told = lines.find(line => /^(fatal|error):/.test(line)) ?? lines[0];
    return (told ?? error.message).slice(0, MAX_REASON_LENGTH).trim();
  }
}

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { GIT_POLICY } from './policy';

const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MAX_MESSAGE_LENGTH = 2_000;

// With no home there is no configuration of a user, also where git is too old
// (before 2.32) to know GIT_CONFIG_GLOBAL.
const BASE_ENVIRONMENT: Record<string, string> = {
  ...pick(['PATH', 'Path', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP']),
  HOME: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  // Later versions of git have other defaults; the lock files of modules hold such ids.
  GIT_DEFAULT_HASH: 'sha1',
  GIT_DEFAULT_REF_FORMAT: 'files',
  LC_ALL: 'C',
};

/** What a run of git printed; not whole when it was more than the caller takes. */
export interface GitOutput {
  text: Buffer;
  isWhole: boolean;
}

/** A run of git that failed, with what git said. */
export class GitError extends Error {
  name = 'GitError';
  /** Undefined where it was ended by a signal, or never ran. */
  readonly exitCode?: number;

  constructor(message: string, exitCode?: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs the `git` of this machine, without the configuration of its user and hooks. */
export class Git {
  readonly #children = new Set<ChildProcessWithoutNullStreams>();
  #isClosed = false;

  get running(): number {
    return this.#children.size;
  }

  /** Starts git, with nothing of this process's environment but where programs are. */
  start(
    args: readonly string[],
    env: Record<string, string> = {},
  ): ChildProcessWithoutNullStreams {
    if (this.#isClosed) {
      throw new GitError('The git host is closed');
    }
    const child = spawn('git', [...GIT_POLICY, ...args], {
      stdio: 'pipe',
      windowsHide: true,
      env: { ...BASE_ENVIRONMENT, ...env },
    });
    this.#children.add(child);
    const forget = () => this.#children.delete(child);
    child.once('close', forget);
    child.once('error', forget);
    return child;
  }

  /** Runs git to its end. */
  async run(
    args: readonly string[],
    options: { input?: string | Buffer; maxBytes?: number } = {},
  ): Promise<GitOutput> {
    const { input = '', maxBytes = DEFAULT_MAX_BYTES } = options;
    const child = this.start(args);
    const timer = setTimeout(() => child.kill(), TIMEOUT_MS);
    const said = readStart(child);
    // Git may end before it has read everything; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes - chunk.length <= maxBytes) {
        chunks.push(chunk);
      }
      if (bytes > maxBytes) {
        child.kill();
      }
    });
    try {
      const [code, signal] = await once(child, 'close');
      const text = Buffer.concat(chunks);
      if (bytes > maxBytes) {
        return { text: text.subarray(0, maxBytes), isWhole: false };
      }
      if (code !== 0) {
        const reason = said() || `it ended with ${signal ?? code}`;
        throw new GitError(
          `git ${nameOf(args)} failed: ${reason}`,
          code ?? undefined,
        );
      }
      return { text, isWhole: true };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends every git that still runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(
      Array.from(this.#children, async child => {
        const over = once(child, 'close');
        child.kill();
        await over;
      }),
    );
  }
}

function pick(names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function nameOf(args: readonly string[]): string {
  return args.find(arg => !arg.startsWith('-')) ?? '';
}

/** Collects the beginning of what a program says on stderr, and drops the rest. */
export function readStart(child: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(0, MAX_MESSAGE_LENGTH);
  });
  return () => text.trim();
}

import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { waitFor } from './waitFor';

const PACKAGE = path.resolve(__dirname, '../../..');
const START_LIMIT_MS = 120_000;
const UNAVAILABLE_LIMIT_MS = 60_000;

/** How a replica is started. */
export interface ReplicaOptions {
  name: string;
  port: number;
  configFile: string;
  /** Where its output goes. */
  logFile: string;
  /** Of the static token that the configuration allows. */
  token: string;
  /** Beside that of this process. */
  env?: Record<string, string>;
}

/** A real backend process. */
export class Replica {
  readonly name: string;
  readonly #options: ReplicaOptions;
  #child: ChildProcess | undefined;

  constructor(options: ReplicaOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { configFile, logFile, port } = this.#options;
    const log = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(
      process.execPath,
      [
        '--no-node-snapshot',
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        'dev/replica.ts',
        '--config',
        configFile,
      ],
      {
        cwd: PACKAGE,
        env: {
          ...process.env,
          NODE_ENV: 'development',
          LOG_LEVEL: 'info',
          APP_CONFIG_backend_listen_port: String(port),
          APP_CONFIG_backend_baseUrl: `http://127.0.0.1:${port}`,
          // Jest's own would make the backend believe that it is in a test.
          JEST_WORKER_ID: undefined,
          ...this.#options.env,
        },
      },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#child = child;
    await waitFor(
      async () => {
        if (child.exitCode !== null) {
          throw new Error(`${this.name} ended with ${child.exitCode}`);
        }
        return this.#isReady();
      },
      isReady => isReady,
      START_LIMIT_MS,
    );
  }

  async #isReady(): Promise<boolean> {
    try {
      const url = `${this.#url}/.backstage/health/v1/readiness`;
      return (await fetch(url)).ok;
    } catch {
      // It does not listen yet.
      return false;
    }
  }

  /** Sends a signal; SIGKILL and SIGTERM are waited for. */
  async signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT') {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
    });
    child.kill(name);
    if (name === 'SIGKILL' || name === 'SIGTERM') {
      await ended;
    }
  }

  /** Of its process; leases name it. */
  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  /** Asks its API, as a service; again while it says that it cannot answer now. */
  async get<T>(route: string): Promise<T> {
    const response = await waitFor(
      () => this.ask(route),
      ({ status }) => status !== 503,
      UNAVAILABLE_LIMIT_MS,
    );
    if (!response.ok) {
      throw new Error(`${route}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }

  /** Asks its API, as a service that may have an answer already. */
  async ask(route: string, etag?: string): Promise<Response> {
    return fetch(`${this.#url}/api/o8/v1${route}`, {
      headers: {
        authorization: `Bearer ${this.#options.token}`,
        // Node's fetch asks to have it sent anew unless it is told otherwise.
        ...(etag && { 'if-none-match': etag, 'cache-control': 'max-age=0' }),
      },
      signal: AbortSignal.timeout(10_000),
    });
  }

  /** Opens what pages hear signals by, signed in as a service. */
  openSignals(): WebSocket {
    const url = `${this.#url.replace('http', 'ws')}/api/signals`;
    return new WebSocket(url, this.#options.token);
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }
}

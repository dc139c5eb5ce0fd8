import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { start } from '../../bootstrap/children.mjs';
import { freePort } from '../../.ci/lib/freePort.mjs';
import { PLUGIN, Pool, TRANSFORM } from './packages.mjs';
import { readJson } from './readJson.mjs';

const START_LIMIT_MS = 120_000;
// The events backend holds a question of the signals for up to a minute, and the end with it.
const STOP_LIMIT_MS = 5_000;
const ASK_INTERVAL_MS = 50;

/** The backend of the bench (plugins/o8-backend/dev/bench.ts) as a process of its own. */
export class BenchBackend {
  #child;
  #serviceToken;

  /** Resolves when it is ready; `startedAtMs` is when it was begun. */
  static async start({ folder, name, config, withO8 }) {
    const backend = new BenchBackend();
    const port = await freePort();
    const serviceToken = randomBytes(24).toString('hex');
    const file = path.join(folder, `${name}.yaml`);
    await writeFile(file, stringify(toConfig({ config, port, serviceToken })));
    backend.logFile = path.join(folder, `${name}.log`);
    backend.startedAtMs = performance.now();
    const child = start(
      process.execPath,
      [
        '--no-node-snapshot',
        '--require',
        TRANSFORM,
        'dev/bench.ts',
        '--config',
        file,
      ],
      {
        cwd: PLUGIN,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LOG_LEVEL: 'warn',
          O8_BENCH_WITHOUT_O8: String(!withO8),
        },
      },
    );
    const log = createWriteStream(backend.logFile, { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    backend.#child = child;
    backend.#serviceToken = serviceToken;
    backend.url = `http://127.0.0.1:${port}`;
    // One connection for questions beside the load.
    backend.pool = new Pool(backend.url, { connections: 4 });
    try {
      await backend.#untilReady();
    } catch (error) {
      await backend.stop();
      const said = await readFile(backend.logFile, 'utf8');
      throw new Error(`${error.message}; it said last:\n${said.slice(-3_000)}`);
    }
    return backend;
  }

  async #untilReady() {
    const endMs = performance.now() + START_LIMIT_MS;
    for (;;) {
      if (this.#child.exitCode !== null) {
        throw new Error(`The backend ended with ${this.#child.exitCode}`);
      }
      const isReady = await this.pool
        .request({ method: 'GET', path: '/.backstage/health/v1/readiness' })
        .then(
          async ({ statusCode, body }) => {
            await body.dump();
            return statusCode === 200;
          },
          () => false,
        );
      if (isReady) {
        return;
      }
      if (performance.now() > endMs) {
        throw new Error('The backend is not ready');
      }
      await sleep(ASK_INTERVAL_MS);
    }
  }

  /** The token that a user of this name gets when he signs in. */
  async signIn(name) {
    const answer = await this.#call('/api/auth/bench/refresh', {
      headers: { 'x-bench-user': name },
    });
    return answer.backstageIdentity.token;
  }

  /** Asks the API of the plugin as a service, or as the user of a token. */
  async get(route, token = this.#serviceToken) {
    return this.#call(`/api/o8/v1${route}`, { headers: bearer(token) });
  }

  /** Asks any path with any headers: the answer as it goes over the wire. */
  async ask(requestPath, headers) {
    const answer = await this.pool.request({
      method: 'GET',
      path: requestPath,
      headers,
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, bytes };
  }

  async queryCatalog(query) {
    return this.#call(`/api/catalog/entities/by-query?${query}`, {
      headers: bearer(this.#serviceToken),
    });
  }

  /** Lets the floors answer these bytes with these headers. */
  async keepAnswer(name, { headers, bytes }) {
    const kept = ['content-type', 'content-encoding', 'etag'];
    await this.#call(`/api/bench/answers/${name}`, {
      method: 'PUT',
      body: bytes,
      headers: {
        ...bearer(this.#serviceToken),
        'content-type': 'application/octet-stream',
        ...Object.fromEntries(
          kept
            .filter(header => headers[header])
            .map(header => [`x-answer-${header}`, headers[header]]),
        ),
      },
    });
  }

  /** RSS, heap and CPU of the process. */
  async readProcess() {
    const headers = bearer(this.#serviceToken);
    return this.#call('/api/bench/process', { headers });
  }

  /** The same after a garbage collection. */
  async collectGarbage() {
    const headers = bearer(this.#serviceToken);
    return this.#call('/api/bench/gc', { method: 'POST', headers });
  }

  async #call(requestPath, { method = 'GET', headers, body }) {
    const answer = await this.pool.request({
      method,
      path: requestPath,
      headers,
      body,
    });
    return readJson(requestPath, answer);
  }

  async stop() {
    if (!this.pool.destroyed) {
      await this.pool.destroy();
    }
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }
}

function bearer(token) {
  return { authorization: `Bearer ${token}` };
}

function toConfig({ config, port, serviceToken }) {
  return {
    ...config,
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      ...config.backend,
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: serviceToken, subject: 'read-bench' },
          },
        ],
      },
    },
    auth: { providers: { bench: {} } },
    permission: { enabled: true },
  };
}

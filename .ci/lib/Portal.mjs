import { once } from 'node:events';
import { createServer } from 'node:http';
import { start } from '../../bootstrap/children.mjs';
import { startFleet } from '../../bootstrap/fleet.mjs';
import { stop } from './stop.mjs';
import { waitForUrl } from './waitFor.mjs';

const READY_LIMIT_MS = 180_000;

/**
 * The portal under test: its backend and the demo fleet, which a browser test may kill
 * as a power failure would, and start again on the same data and ports.
 */
export class Portal {
  #options;
  #fleet;
  #backend;
  #control;

  /** Options: toolchain, folder, configs, env, url, fleet (`port`, `gitPort`, `dataDir`). */
  constructor(options) {
    this.#options = options;
  }

  async start() {
    const { toolchain, folder, configs, env, url, fleet } = this.#options;
    // Without a life of its own: what happens is what the tests let happen.
    this.#fleet = await startFleet({
      ...toolchain,
      ...fleet,
      args: ['--no-life'],
    });
    this.#backend = start(
      toolchain.node,
      ['packages/backend', ...configs.flatMap(file => ['--config', file])],
      {
        cwd: folder,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...toolchain.env, ...env, ...this.#fleet.env },
      },
    );
    await waitForUrl(`${url}/.backstage/health/v1/readiness`, {
      child: this.#backend,
      limitMs: READY_LIMIT_MS,
    });
  }

  /** Ends both; by SIGKILL nothing gets the time to finish what it does. */
  async end(signal) {
    const programs = [this.#backend, this.#fleet?.child].filter(Boolean);
    await Promise.all(programs.map(program => stop(program, signal)));
  }

  /** Listens for `POST /kill` and `POST /start` of the tests; answers where. */
  async listen() {
    const actions = {
      '/kill': () => this.end('SIGKILL'),
      '/start': () => this.start(),
    };
    this.#control = createServer(async (request, response) => {
      const action = request.method === 'POST' && actions[request.url];
      try {
        await action?.();
        response.writeHead(action ? 204 : 404).end();
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
    this.#control.listen(0, '127.0.0.1');
    await once(this.#control, 'listening');
    return `http://127.0.0.1:${this.#control.address().port}`;
  }

  async close() {
    this.#control?.close();
    await this.end();
  }
}

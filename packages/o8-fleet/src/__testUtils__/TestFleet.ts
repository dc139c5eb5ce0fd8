import { Agent, request } from 'undici';
import type { Fleet } from '../Fleet';
import { serveFleet, type ServeFleetOptions } from '../serveFleet';
import type { World } from '../types';
import { createTinyWorld } from './createTinyWorld';
import { FakeLife } from './FakeLife';
import { WatchReader } from './WatchReader';

type Who = 'reader' | 'viewer' | 'admin' | 'control' | 'nobody';

/** What a test sends. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  as?: Who;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A served tiny world with a plain client. */
export class TestFleet {
  readonly fleet: Fleet;
  readonly life: FakeLife;
  readonly #agent: Agent;

  private constructor(fleet: Fleet, life: FakeLife) {
    this.fleet = fleet;
    this.life = life;
    this.#agent = new Agent({ connect: { ca: fleet.ca } });
  }

  static async start(
    options: Pick<ServeFleetOptions, 'dataDir'> &
      Partial<ServeFleetOptions> & { world?: World },
  ): Promise<TestFleet> {
    const { world = createTinyWorld() } = options;
    const life = new FakeLife();
    const fleet = await serveFleet({
      createWorld: () => world,
      port: 0,
      isAlive: true,
      churnPerSecond: 1,
      createLife: () => life,
      ...options,
    });
    return new TestFleet(fleet, life);
  }

  /** One call below the fleet's URL; the body is parsed when it is JSON. */
  async call(path: string, call: Call = {}) {
    const { method = 'GET', body, headers = {} } = call;
    const answer = await request(`${this.fleet.url}${path}`, {
      method,
      dispatcher: this.#agent,
      signal: call.signal,
      headers: {
        ...this.authorization(call),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const type = String(answer.headers['content-type'] ?? '');
    const isPacked = answer.headers['content-encoding'] !== undefined;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes,
      body:
        type.includes('json') && !isPacked
          ? JSON.parse(bytes.toString('utf8'))
          : bytes.toString('utf8'),
    };
  }

  /** One call to the API of the cluster "one". */
  api(path: string, call?: Call) {
    return this.call(`/clusters/one${path}`, call);
  }

  control(path: string, call: Call = {}) {
    return this.call(`/control${path}`, { as: 'control', ...call });
  }

  /** Opens a watch on the cluster "one". */
  async watch(path: string, call: Call = {}): Promise<WatchReader> {
    const answer = await request(`${this.fleet.url}/clusters/one${path}`, {
      dispatcher: this.#agent,
      headers: { ...this.authorization(call), ...call.headers },
      headersTimeout: 2_000,
    });
    return new WatchReader(answer.statusCode, answer.body);
  }

  authorization(call: Call): Record<string, string> {
    const { as = 'viewer', token } = call;
    if (as === 'nobody') {
      return {};
    }
    const known = token ?? this.fleet.tokens[as];
    return { authorization: `Bearer ${known}` };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
    await this.fleet.close();
  }
}

import { Agent, request } from 'undici';
import type { Fleet } from '../Fleet';
import { StreamReader } from './StreamReader';

/** What a test sends to an Argo CD. */
export interface ArgoCdCall {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Null for nobody. */
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A plain client of an Argo CD of a fleet; who it is unless a call says otherwise. */
export class ArgoCdClient {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #description: Fleet['argocd'][number];
  #token: string | null;

  constructor(fleet: Fleet, cluster = 'hub') {
    const description = fleet.argocd.find(({ name }) => name === cluster);
    if (!description) throw new TypeError(`no Argo CD on ${cluster}`);
    this.#description = description;
    this.#url = description.url;
    this.#token = description.token;
    this.#agent = new Agent({ connect: { ca: fleet.ca } });
  }

  /** One call; the body is parsed when it is JSON. The path is sent as it is. */
  async call(path: string, call: ArgoCdCall = {}) {
    const { method = 'GET', body, headers } = call;
    // Not by the URL, which would resolve the dots of a path.
    const { origin, pathname } = new URL(this.#url);
    const answer = await this.#agent.request({
      origin,
      path: `${pathname}${path}`,
      method,
      headers: {
        ...this.#authorization(call),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.body.text();
    const type = String(answer.headers['content-type'] ?? '');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      body: type.includes('json') ? JSON.parse(text) : undefined,
    };
  }

  logIn(password = this.#description.password, username?: string) {
    return this.call('/api/v1/session', {
      method: 'POST',
      token: null,
      body: { username: username ?? this.#description.username, password },
    });
  }

  /** Is the user with the password from now on. */
  async becomeUser(): Promise<void> {
    const { body } = await this.logIn();
    this.#token = body.token;
  }

  async stream(query = '', call: ArgoCdCall = {}): Promise<StreamReader> {
    const path = `/api/v1/stream/applications${query}`;
    const answer = await request(`${this.#url}${path}`, {
      dispatcher: this.#agent,
      headers: {
        accept: 'text/event-stream',
        ...this.#authorization(call),
        ...call.headers,
      },
      headersTimeout: 2_000,
    });
    return new StreamReader(answer.statusCode, answer.headers, answer.body);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #authorization({ token = this.#token }: ArgoCdCall): Record<string, string> {
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }
}

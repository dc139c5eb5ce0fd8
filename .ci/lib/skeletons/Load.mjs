import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { request } from './request.mjs';

const CONNECTIONS = 8;
const PAUSE_MS = 5;

/** Callers that keep their connections and ask one thing again and again. */
export class Load {
  requests = [];
  #agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #goesOn = true;
  #callers;

  constructor(port, target) {
    this.#callers = Array.from({ length: CONNECTIONS }, async () => {
      while (this.#goesOn) {
        this.requests.push(await this.#ask(port, target));
        await setTimeout(PAUSE_MS);
      }
    });
  }

  async #ask(port, target) {
    const startMs = Date.now();
    try {
      const { status } = await request(port, target, { agent: this.#agent });
      return { startMs, status };
    } catch ({ code, isReused, message }) {
      return { startMs, code, isReused, message };
    }
  }

  /** Ends it; answers all requests that were sent. */
  async stop() {
    this.#goesOn = false;
    await Promise.all(this.#callers);
    this.#agent.destroy();
    return this.requests;
  }
}

import { Agent } from 'undici';
import type { TlsAccess } from '../access/Access';

/**
 * The connections of one API. With another certificate there are other connections:
 * the open ones were trusted once, and may end by themselves.
 */
export class AgentPool {
  readonly #connectTimeoutMs: number;
  readonly #agents = new Set<Agent>();
  #current: { key: string; agent: Agent } | undefined;

  constructor(options: { connectTimeoutMs: number }) {
    this.#connectTimeoutMs = options.connectTimeoutMs;
  }

  get(tls: TlsAccess): Agent {
    const key = JSON.stringify(tls);
    if (this.#current?.key !== key) {
      this.#retire();
      const agent = new Agent({
        connect: { timeout: this.#connectTimeoutMs, ...tls },
      });
      this.#agents.add(agent);
      this.#current = { key, agent };
    }
    return this.#current.agent;
  }

  async close(): Promise<void> {
    this.#current = undefined;
    await Promise.all([...this.#agents].map(agent => agent.destroy()));
    this.#agents.clear();
  }

  #retire(): void {
    const agent = this.#current?.agent;
    agent?.close(() => this.#agents.delete(agent));
  }
}

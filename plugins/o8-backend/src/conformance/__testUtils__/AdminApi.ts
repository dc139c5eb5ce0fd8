import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  'current-context': z.string(),
  contexts: z.array(
    z.object({
      name: z.string(),
      context: z.object({ cluster: z.string(), user: z.string() }),
    }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string().optional(),
        'certificate-authority': z.string().optional(),
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        token: z.string().optional(),
        'client-certificate-data': z.string().optional(),
        'client-key-data': z.string().optional(),
      }),
    }),
  ),
});

/** A cluster and who is its admin, as the current context of a kubeconfig says. */
export interface AdminAccess {
  server: string;
  ca?: string;
  token?: string;
  cert?: string;
  key?: string;
}

/** Reads the current context: tokens and client certificates in the file itself. */
export async function readAccess(file: string): Promise<AdminAccess> {
  const config = kubeconfigSchema.parse(parse(await readFile(file, 'utf8')));
  const named = <T extends { name: string }>(items: T[], name: string): T => {
    const found = items.find(item => item.name === name);
    if (!found) {
      throw new Error(`${file} has nothing of the name "${name}"`);
    }
    return found;
  };
  const { context } = named(config.contexts, config['current-context']);
  const { cluster } = named(config.clusters, context.cluster);
  const { user } = named(config.users, context.user);
  const decode = (text: string | undefined) =>
    text && Buffer.from(text, 'base64').toString('utf8');
  const caFile = cluster['certificate-authority'];
  return {
    server: cluster.server,
    ca:
      decode(cluster['certificate-authority-data']) ??
      (caFile && (await readFile(caFile, 'utf8'))),
    token: user.token,
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  };
}

/** Does to a cluster what the suite needs, and nothing else. */
export class AdminApi {
  readonly #access: AdminAccess;
  readonly #agent: Agent;

  constructor(access: AdminAccess) {
    const { ca, cert, key } = access;
    this.#access = access;
    this.#agent = new Agent({ connect: { ca, cert, key } });
  }

  /** One call; throws for every status but those below 300 and the accepted ones. */
  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: { body?: unknown; accept?: number[] } = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const { token, server } = this.#access;
    const { body, accept = [] } = options;
    const type =
      method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const response = await request(server.replace(/\/$/, '') + path, {
      method,
      dispatcher: this.#agent,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.body.text();
    const { statusCode: status } = response;
    if (status >= 300 && !accept.includes(status)) {
      throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
    }
    return { status, body: JSON.parse(text) };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

import { mockCredentials } from '@backstage/backend-test-utils';
import type { Express } from 'express';
import fc from 'fast-check';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createDescription } from '../openapi';
import { AnswerValidator } from './AnswerValidator';
import { createArbitraries, type FuzzedRequest } from './createArbitraries';
import { PERMISSIONS } from './createApp';
import type { createWorld } from './createWorld';
import { SPEC_TEXTS } from './specTexts';

/** What is there, so that most requests find something. */
const KNOWN: Record<string, string[]> = {
  kind: ['component'],
  namespace: ['default'],
  name: ['alpha', 'beta', 'gamma', 'hidden', 'ALPHA'],
  zone: ['acme'],
  landingZone: ['acme'],
  module: SPEC_TEXTS,
};

/** How often which status was answered. */
export type FuzzCount = Record<string, Record<number, number>>;

/**
 * Asks all routes for anything. None may answer 500, or take long; every error has the
 * form of Backstage's, and every answer is as it is described. A failure prints the seed
 * and the smallest request that fails.
 */
export async function fuzzRoutes(
  world: Awaited<ReturnType<typeof createWorld>>,
  options: { numRuns: number; seed?: number },
): Promise<FuzzCount> {
  Object.assign(world.policy, { allowed: PERMISSIONS, hides: 'policy' });
  const description = createDescription(
    world.routes.map(({ definition }) => definition),
  );
  const validator = new AnswerValidator(description);
  const count: FuzzCount = {};
  const server = await serve(world.app);
  try {
    const cursor = await findCursors(server.url);
    const property = fc.asyncProperty(
      createArbitraries(description, { ...KNOWN, cursor }),
      async request => {
        const { operationId } = request;
        const { status, problems } = await check(
          server.url,
          request,
          validator,
        );
        count[operationId] ??= {};
        count[operationId][status] = (count[operationId][status] ?? 0) + 1;
        if (problems.length > 0) {
          throw new Error(`${status}: ${problems.slice(0, 5).join('; ')}`);
        }
      },
    );
    await fc.assert(property, {
      ...options,
      verbose: fc.VerbosityLevel.Verbose,
    });
  } finally {
    await server.close();
  }
  return count;
}

/** Cursors of the lists as they are without filters. */
async function findCursors(url: string): Promise<string[]> {
  const lists = [
    'modules',
    'fleet',
    'unmatched',
    'modules/component/default/alpha/history',
  ];
  return Promise.all(
    lists.map(async list => {
      const response = await fetch(`${url}/${list}?limit=1`, {
        headers: { Authorization: mockCredentials.user.header() },
      });
      return (await response.json()).nextCursor;
    }),
  );
}

async function serve(app: Express) {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function check(
  url: string,
  request: FuzzedRequest,
  validator: AnswerValidator,
): Promise<{ status: number; problems: string[] }> {
  const { operationId, method, body, contentType, headers } = request;
  const response = await fetch(url + request.url, {
    method,
    body,
    redirect: 'manual',
    headers: {
      Authorization: mockCredentials.user.header(),
      ...(body !== undefined && contentType
        ? { 'Content-Type': contentType }
        : {}),
      ...headers,
    },
  });
  const { status } = response;
  const text = await response.text();
  if (status === 304) {
    return { status, problems: text ? ['a 304 has no body'] : [] };
  }
  return {
    status,
    problems: [
      ...([200, 400, 404, 413].includes(status)
        ? []
        : [`nobody expects ${status}`]),
      ...(/hidden-rival/.test(text) ? ['it names what is hidden'] : []),
      ...validator.findProblems(operationId, status, parse(text)),
    ],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `no JSON: ${text.slice(0, 100)}`;
  }
}

import { createPermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import type { Route, RouteDefinition } from '../Route';

/** A route that echoes what it was asked, changed by what a test is about. */
export function createRoute(
  definition: Partial<RouteDefinition> = {},
  handle: Route['handle'] = async ({ params, query, body }) => ({
    value: { params, query, body },
  }),
): Route {
  return {
    definition: {
      method: 'get',
      path: '/things/{kind}/{name}',
      operationId: 'getThing',
      summary: 'A thing',
      tag: 'things',
      permission: createPermission({
        name: 'o8.module.read',
        attributes: { action: 'read' },
      }),
      params: z.object({ kind: z.string(), name: z.string() }),
      query: z.strictObject({ size: z.coerce.number().int().optional() }),
      answer: z.unknown(),
      ...definition,
    },
    handle,
  };
}

import { o8ModuleReadPermission } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { defineRoute } from '../defineRoute';
import { createDescription } from '../openapi';
import { noParams } from '../params';
import { prepareAnswer } from '../prepareAnswer';
import type { PreparedAnswer, Route, RouteDefinition } from '../Route';

const definition = {
  method: 'get',
  path: '/openapi.json',
  operationId: 'getDescription',
  summary: 'This description',
  tag: 'description',
  // It holds nothing that is not public; those who may ask for modules may ask how.
  permission: o8ModuleReadPermission,
  params: z.object({}),
  query: noParams,
  answer: z.looseObject({ openapi: z.string() }),
} satisfies RouteDefinition;

/** `GET /openapi.json`: these routes and itself. */
export function createOpenapiRoutes(routes: Route[]): Route[] {
  let prepared: Promise<PreparedAnswer> | undefined;
  const prepare = () => {
    const definitions = routes.map(route => route.definition);
    const description = createDescription([...definitions, definition]);
    return prepareAnswer(JSON.stringify(description));
  };
  return [
    defineRoute(definition, async () => {
      prepared ??= prepare();
      return { prepared: await prepared };
    }),
  ];
}

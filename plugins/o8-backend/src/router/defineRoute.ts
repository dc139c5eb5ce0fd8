import type { z } from 'zod';
import type {
  Route,
  RouteAnswer,
  RouteDefinition,
  RouteRequest,
} from './Route';

/** A route whose handler is given what its schemas make of a request. */
export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  definition: RouteDefinition<Params, Query, Body, Answer>,
  handle: (
    request: RouteRequest<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<RouteAnswer<z.output<Answer>>>,
): Route {
  return { definition, handle };
}

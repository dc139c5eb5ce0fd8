import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { Caller } from '../visibility';

/** What a route takes and gives; the OpenAPI description is made of it. */
export interface RouteDefinition<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post';
  /** Below `/v1`, as OpenAPI writes it: `/modules/{kind}/{namespace}/{name}`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  /** The resource by which the description groups routes. */
  tag: string;
  /** Without it a caller gets 403. There is no route without one. */
  permission: Permission;
  params: Params;
  query: Query;
  body?: Body;
  answer: Answer;
  /** An audit event for each request: writes, and reads of evidence. */
  audit?: { eventId: string; severityLevel: 'low' | 'medium' };
  /** Further answers that are errors, beside 400, 401, 403 and 503. */
  errors?: number[];
}

/** A request that was checked: who asks, and for what. */
export interface RouteRequest<Params, Query, Body> {
  caller: Caller;
  credentials: BackstageCredentials;
  params: Params;
  query: Query;
  body: Body;
  /** Aborted when the client goes away before its answer. */
  signal: AbortSignal;
}

/**
 * An answer: a value, which is serialised, tagged and compressed for this request, or
 * one that was prepared once for many.
 */
export type RouteAnswer<T> = { value: T } | { prepared: PreparedAnswer };

/** An answer as it goes over the wire. */
export interface PreparedAnswer {
  etag: string;
  /** JSON, UTF-8. */
  identity: Buffer;
  /** The same compressed; absent where that saves nothing. */
  gzip?: Buffer;
}

/** A route with what it does. */
export interface Route {
  definition: RouteDefinition;
  handle(request: RouteRequest<any, any, any>): Promise<RouteAnswer<unknown>>;
}

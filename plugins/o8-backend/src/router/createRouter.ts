import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { mountRoutes, type MountOptions } from './mountRoutes';
import type { Route } from './Route';
import { CACHE_CONTROL } from './sendAnswer';

/** What the router needs. */
export interface RouterOptions extends MountOptions {
  routes: Route[];
}

/** Creates the router of `/api/o8`: all routes are under `/v1`. */
export function createRouter({
  routes,
  ...options
}: RouterOptions): express.Router {
  const v1 = Router();
  v1.use((_req, res, next) => {
    res.setHeader('Cache-Control', CACHE_CONTROL);
    next();
  });
  mountRoutes(v1, routes, options);
  v1.use(req => {
    throw new NotFoundError(
      `There is no route ${req.method} ${req.baseUrl}${req.path}`,
    );
  });

  const router = Router();
  router.use('/v1', v1);
  return router;
}

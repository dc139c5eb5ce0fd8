import express from 'express';
import Router from 'express-promise-router';
import {
  addLandingZonesRoutes,
  type LandingZonesRoutesOptions,
} from './routes/landingZones';
import { addModulesRoutes, type ModulesRoutesOptions } from './routes/modules';
import { addSourcesRoutes, type SourcesRoutesOptions } from './routes/sources';
import {
  addUnmatchedRoutes,
  type UnmatchedRoutesOptions,
} from './routes/unmatched';

/** What the routes need. */
export type RouterOptions = SourcesRoutesOptions &
  LandingZonesRoutesOptions &
  ModulesRoutesOptions &
  UnmatchedRoutesOptions;

/** Creates the router of `/api/o8`: a file of routes per resource, all under `/v1`. */
export async function createRouter(
  options: RouterOptions,
): Promise<express.Router> {
  const v1 = Router();
  v1.use((_req, res, next) => {
    // Answers depend on the caller: no shared cache may keep them.
    res.setHeader('Cache-Control', 'private, no-cache');
    next();
  });
  addLandingZonesRoutes(v1, options);
  addModulesRoutes(v1, options);
  addSourcesRoutes(v1, options);
  addUnmatchedRoutes(v1, options);

  const router = Router();
  router.use('/v1', v1);
  return router;
}

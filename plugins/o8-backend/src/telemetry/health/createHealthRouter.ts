import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { StoreHealth } from './StoreHealth';

/** Where it is, below `/api/o8`. */
export const HEALTH_PATH = '/v1/health';

/**
 * Says whether the store answers, and nothing else. It is no `Route`: those have a
 * permission and a caller, and whoever probes has neither. It may be asked as often as
 * one likes: the store is asked once a second.
 */
export function createHealthRouter(health: Pick<StoreHealth, 'isUp'>): Router {
  const router = PromiseRouter();
  router.get(HEALTH_PATH, async (_req, res) => {
    const isUp = await health.isUp();
    res
      .status(isUp ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isUp ? 'ok' : 'error' });
  });
  return router;
}

import type { HttpRouterService } from '@backstage/backend-plugin-api';
import { createHealthRouter, HEALTH_PATH } from './createHealthRouter';
import type { Readiness } from './readinessServiceRef';
import { StoreHealth, type StoreHealthOptions } from './StoreHealth';

/**
 * Has the health of the store shown: by a route for everybody, and by the readiness of
 * the whole backend where that asks for it.
 */
export function watchStore(
  options: StoreHealthOptions & {
    httpRouter: HttpRouterService;
    readiness: Pick<Readiness, 'add'>;
  },
): StoreHealth {
  const { httpRouter, readiness } = options;
  const health = new StoreHealth(options);
  readiness.add({
    message: 'The store of o8 does not answer',
    isReady: () => health.isReady(),
  });
  httpRouter.addAuthPolicy({ path: HEALTH_PATH, allow: 'unauthenticated' });
  httpRouter.use(createHealthRouter(health));
  return health;
}

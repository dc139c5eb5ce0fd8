import {
  coreServices,
  createServiceFactory,
  type RootHealthService,
} from '@backstage/backend-plugin-api';
import { readinessServiceRef } from './readinessServiceRef';

type State = 'starting' | 'up' | 'ending';

const MESSAGES = {
  starting: 'Backend has not started yet',
  ending: 'Backend is shutting down',
};

/**
 * The health of a backend whose readiness also asks the store of Orchestr8: it fails
 * when the store has failed for 10 s. A cluster that is away changes nothing, and
 * liveness is only that the process answers. Add it to the backend in the place of the
 * root health service that Backstage has by default.
 *
 * @public
 */
export const o8RootHealthServiceFactory = createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    readiness: readinessServiceRef,
  },
  factory({ lifecycle, readiness }): RootHealthService {
    let state: State = 'starting';
    lifecycle.addStartupHook(() => {
      state = 'up';
    });
    lifecycle.addBeforeShutdownHook(() => {
      state = 'ending';
    });
    return {
      getLiveness: async () => ({ status: 200, payload: { status: 'ok' } }),
      getReadiness: async () => {
        const problem =
          state === 'up' ? await readiness.findProblem() : MESSAGES[state];
        return problem === undefined
          ? { status: 200, payload: { status: 'ok' } }
          : { status: 503, payload: { message: problem, status: 'error' } };
      },
    };
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  ServiceFactoryTester,
  startTestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { o8RootHealthServiceFactory } from './o8RootHealthServiceFactory';
import { readinessServiceRef } from './readinessServiceRef';

const READINESS = '/.backstage/health/v1/readiness';
const LIVENESS = '/.backstage/health/v1/liveness';

/** A plugin that is ready, or not, as the test says. */
function createPlugin(check: { isReady: boolean }) {
  return createBackendPlugin({
    pluginId: 'o8',
    register(env) {
      env.registerInit({
        deps: { readiness: readinessServiceRef },
        async init({ readiness }) {
          readiness.add({
            message: 'The store of o8 does not answer',
            isReady: async () => check.isReady,
          });
        },
      });
    },
  });
}

describe('o8RootHealthServiceFactory', () => {
  it('asks what plugins have added, and stays alive whatever they say', async () => {
    const check = { isReady: true };
    const backend = await startTestBackend({
      features: [o8RootHealthServiceFactory, createPlugin(check)],
    });
    const ask = async (path: string) => {
      const { status, body } = await request(backend.server).get(path);
      return [status, body];
    };
    try {
      expect(await ask(READINESS)).toEqual([200, { status: 'ok' }]);
      check.isReady = false;
      expect(await ask(READINESS)).toEqual([
        503,
        { status: 'error', message: 'The store of o8 does not answer' },
      ]);
      expect(await ask(LIVENESS)).toEqual([200, { status: 'ok' }]);
      check.isReady = true;
      expect(await ask(READINESS)).toEqual([200, { status: 'ok' }]);
    } finally {
      await backend.stop();
    }
  });

  it('gets no requests before the start, nor at the end', async () => {
    const lifecycle = mockServices.rootLifecycle.mock();
    const tester = ServiceFactoryTester.from(o8RootHealthServiceFactory, {
      dependencies: [lifecycle.factory],
    });
    const health = await tester.getSubject();
    const [[start]] = lifecycle.addStartupHook.mock.calls;
    const [[end]] = lifecycle.addBeforeShutdownHook.mock.calls;

    expect(await health.getReadiness()).toMatchObject({
      status: 503,
      payload: { message: 'Backend has not started yet' },
    });
    await start();
    expect(await health.getReadiness()).toMatchObject({ status: 200 });
    await end();
    expect(await health.getReadiness()).toMatchObject({
      status: 503,
      payload: { message: 'Backend is shutting down' },
    });
    expect(coreServices.rootHealth.id).toBe(
      o8RootHealthServiceFactory.service.id,
    );
  });
});

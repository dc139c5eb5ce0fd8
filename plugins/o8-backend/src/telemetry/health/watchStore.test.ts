import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseMonitor } from '../../store';
import type { ReadinessCheck } from './readinessServiceRef';
import { watchStore } from './watchStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('watchStore', () => {
  it('says of a store that answers, and then is closed, just that', async () => {
    const knex = await databases.init('SQLITE_3');
    const monitor = await DatabaseMonitor.create({
      database: mockServices.database({ knex }),
    });
    const app = express();
    const httpRouter = mockServices.httpRouter.mock({
      use: handler => {
        app.use(handler);
      },
    });
    const checks: ReadinessCheck[] = [];
    watchStore({
      httpRouter,
      readiness: { add: check => checks.push(check) },
      ping: () => monitor.ping(),
      // Each question asks the store.
      keepMs: 0,
      patienceMs: 0,
    });
    expect(httpRouter.addAuthPolicy).toHaveBeenCalledWith({
      path: '/v1/health',
      allow: 'unauthenticated',
    });

    const up = await request(app).get('/v1/health').expect(200);
    expect(up.body).toEqual({ status: 'ok' });
    expect(up.headers['cache-control']).toBe('no-store');
    expect(await checks[0].isReady()).toBe(true);

    await knex.destroy();
    const down = await request(app).get('/v1/health').expect(503);
    expect(down.body).toEqual({ status: 'error' });
    expect(await checks[0].isReady()).toBe(false);
  });
});

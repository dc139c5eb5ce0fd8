import express from 'express';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { waitFor } from '../engine/__testUtils__/waitFor';
import type { MeasuredRequest } from './createTelemetry';
import { measureRequests } from './measureRequests';

describe('measureRequests', () => {
  const told: MeasuredRequest[] = [];
  const server: Server = createServer(createApp());

  beforeAll(
    () => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)),
  );
  afterAll(() => new Promise(resolve => server.close(resolve)));
  beforeEach(() => told.splice(0));

  function createApp() {
    const v1 = express.Router();
    v1.get('/modules/:name', (_req, res) => res.json({}));
    v1.get('/broken', (_req, res) => res.status(503).json({}));
    v1.get('/slow', () => {});
    const app = express();
    app.use(measureRequests({ requestAnswered: each => told.push(each) }));
    app.use('/v1', v1);
    return app;
  }

  const untilTold = () =>
    waitFor(
      async () => told,
      ({ length }) => length > 0,
    );

  it('knows a request by its route, and not by what it asks for', async () => {
    await request(server).get('/v1/modules/alpha?fields=secret').expect(200);
    expect(await untilTold()).toEqual([
      {
        method: 'GET',
        route: '/modules/:name',
        status: 200,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('knows what failed', async () => {
    await request(server).get('/v1/broken').expect(503);
    expect(await untilTold()).toEqual([
      expect.objectContaining({ route: '/broken', status: 503 }),
    ]);
  });

  it('makes one series of all paths that are no route, and of odd methods', async () => {
    await request(server).get('/v1/anything/at/all').expect(404);
    await request(server).propfind('/v1/other').expect(404);
    await waitFor(
      async () => told,
      ({ length }) => length === 2,
    );
    expect(told).toEqual([
      expect.objectContaining({ method: 'GET', route: 'none', status: 404 }),
      expect.objectContaining({ method: '_OTHER', route: 'none', status: 404 }),
    ]);
  });

  it('says of a client that went away that it did', async () => {
    const { port } = server.address() as AddressInfo;
    const pending = get({ port, host: '127.0.0.1', path: '/v1/slow' });
    pending.on('error', () => {}); // It is ended below.
    await new Promise(resolve => server.once('request', resolve));
    pending.destroy();
    expect(await untilTold()).toEqual([
      expect.objectContaining({ route: '/slow', status: 499 }),
    ]);
  });
});

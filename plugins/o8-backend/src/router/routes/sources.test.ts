import {
  createAnswerSchema,
  sourceStatusSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses } from '../__testUtils__/createApp';

describe('GET /v1/sources', () => {
  it('answers 304 while nothing changed', async () => {
    const { app } = createApp();
    const first = await request(app).get('/v1/sources');
    const second = await request(app)
      .get('/v1/sources')
      .set('If-None-Match', first.headers.etag);
    expect(second.status).toBe(304);
  });

  it('answers all of them, as the contract says', async () => {
    const { app } = createApp();
    const { body } = await request(app).get('/v1/sources');
    expect(createAnswerSchema(sourceStatusSchema).parse(body)).toEqual({
      items: statuses,
      totalItems: 1,
      sources: [],
    });
  });

  it('asks once for all who ask at the same time, for every kind', async () => {
    const { app, listStatuses } = createApp();
    await Promise.all(
      [1, 2, 3].map(() => request(app).get('/v1/sources').expect(200)),
    );
    expect(listStatuses.mock.calls).toEqual([[{ withKinds: true }]]);
  });

  it('keeps no failure', async () => {
    const { app, listStatuses } = createApp();
    listStatuses.mockRejectedValueOnce(new Error('away'));
    const ask = () => request(app).get('/v1/sources');
    expect([(await ask()).status, (await ask()).status]).toEqual([500, 200]);
  });
});

import {
  createAnswerSchema,
  sourceStatusSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses } from '../__testUtils__/createApp';

beforeEach(() => jest.clearAllMocks());

describe('GET /v1/sources', () => {
  it('answers 304 while nothing changed', async () => {
    const { app } = await createApp();
    const first = await request(app).get('/v1/sources');
    const second = await request(app)
      .get('/v1/sources')
      .set('If-None-Match', first.headers.etag);
    expect(second.status).toBe(304);
  });

  it('answers all of them, as the contract says', async () => {
    const { app } = await createApp();
    const { body } = await request(app).get('/v1/sources');
    expect(createAnswerSchema(sourceStatusSchema).parse(body)).toEqual({
      items: statuses,
      totalItems: 1,
      sources: [],
    });
  });

  it('asks for every kind of each source', async () => {
    const { app, listStatuses } = await createApp();
    await request(app).get('/v1/sources');
    expect(listStatuses).toHaveBeenCalledWith({ withKinds: true });
    await request(app).get('/v1/modules');
    // Lists would be another one with each kind that comes back.
    expect(listStatuses).toHaveBeenLastCalledWith();
  });
});

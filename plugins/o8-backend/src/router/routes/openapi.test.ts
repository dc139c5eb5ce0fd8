import request from 'supertest';
import { createApp } from '../__testUtils__/createApp';

describe('GET /v1/openapi.json', () => {
  it('describes every route, itself too', async () => {
    const { app } = createApp({ allowed: ['o8.module.read'] });
    const { body } = await request(app).get('/v1/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.1');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/modules', '/fleet', '/openapi.json']),
    );
  });

  it('is not made again for each who asks', async () => {
    const { app } = createApp();
    const { headers } = await request(app).get('/v1/openapi.json');
    const { status } = await request(app)
      .get('/v1/openapi.json')
      .set('If-None-Match', headers.etag);
    expect(status).toBe(304);
  });
});

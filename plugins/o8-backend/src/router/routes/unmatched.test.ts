import {
  createAnswerSchema,
  unmatchedObjectSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import { createApp, statuses, unmatched } from '../__testUtils__/createApp';

beforeEach(() => jest.clearAllMocks());

describe('GET /v1/unmatched', () => {
  it('answers page by page, with the sources behind it', async () => {
    const { app } = await createApp();
    const schema = createAnswerSchema(unmatchedObjectSchema);
    const first = await request(app).get('/v1/unmatched?limit=2');
    expect(schema.parse(first.body)).toEqual({
      items: unmatched.slice(0, 2),
      totalItems: 3,
      nextCursor: expect.any(String),
      sources: statuses,
    });
    const { nextCursor } = first.body;
    const second = await request(app).get(
      `/v1/unmatched?limit=2&cursor=${nextCursor}`,
    );
    expect(schema.parse(second.body)).toEqual({
      items: unmatched.slice(2),
      totalItems: 3,
      sources: statuses,
    });
  });

  it.each([
    'nonsense',
    'e30',
    'bnVsbA',
    Buffer.from('{"start":-1}').toString('base64url'),
  ])('answers 400 to the cursor %s', async cursor => {
    const { app } = await createApp();
    const response = await request(app).get(`/v1/unmatched?cursor=${cursor}`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'Wrong parameters: "cursor" is not one of this list',
    );
  });

  it('answers nothing behind the end', async () => {
    const { app } = await createApp();
    const cursor = Buffer.from('{"start":99}').toString('base64url');
    const { body } = await request(app).get(`/v1/unmatched?cursor=${cursor}`);
    expect(body).toMatchObject({ items: [], totalItems: 3 });
  });
});

import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { createApp } from './__testUtils__/createApp';
import { createRoute } from './__testUtils__/createRoute';

const route = createRoute({
  method: 'post',
  path: '/things',
  params: z.object({}),
  body: z.strictObject({ text: z.string() }),
});

function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const { app } = createApp({ routes: [route] });
  const all = { 'Content-Type': 'application/json', ...headers };
  const sent = request(app).post('/v1/things').set(all);
  return sent.serialize(value => value as string).send(body);
}

const MAX_BYTES = 256 * 1024;
const sized = (bytes: number) => {
  const empty = JSON.stringify({ text: '' });
  return JSON.stringify({ text: 'x'.repeat(bytes - empty.length) });
};

it('takes JSON, plain or compressed', async () => {
  const { body } = await post('{"text":"a"}').expect(200);
  expect(body.body).toEqual({ text: 'a' });
  await post(gzipSync('{"text":"a"}'), {
    'Content-Encoding': 'gzip',
  }).expect(200);
});

it('takes 256 kB and no more, also of what is compressed', async () => {
  await post(sized(MAX_BYTES)).expect(200);
  for (const sending of [
    post(sized(MAX_BYTES + 1)),
    post(gzipSync(sized(MAX_BYTES + 1)), { 'Content-Encoding': 'gzip' }),
  ]) {
    const response = await sending;
    expect(response.status).toBe(413);
    expect(response.body.error).toMatchObject({
      name: 'BodyTooLargeError',
      message: 'Wrong body: longer than 256 kB',
    });
  }
});

it.each([
  ['no JSON', '{"text":', {}, 'it is not JSON'],
  ['a number', '1', {}, 'Invalid input: expected object, received number'],
  ['another type', 'text: a', { 'Content-Type': 'text/yaml' }, 'expected JSON'],
  [
    'a charset',
    '{}',
    { 'Content-Type': 'application/json; charset=x' },
    'UTF-8',
  ],
  ['an encoding', '{}', { 'Content-Encoding': 'x' }, 'UTF-8, plain or in gzip'],
  ['what is not gzip', '{}', { 'Content-Encoding': 'gzip' }, 'cannot be read'],
])('answers 400 to %s', async (_, body, headers, message) => {
  const response = await post(body, headers as Record<string, string>);
  expect(response.status).toBe(400);
  expect(response.body.error.name).toBe('InputError');
  expect(response.body.error.message).toContain(message);
});

it('answers 400 to nothing', async () => {
  const { app } = createApp({ routes: [route] });
  const response = await request(app).post('/v1/things');
  expect(response.status).toBe(400);
  expect(response.body.error.message).toMatch(/^Wrong body: expected JSON/);
});

it('is not read for those who may not ask', async () => {
  const { app } = createApp({ routes: [route] });
  const response = await request(app)
    .post('/v1/things')
    .set('Authorization', mockCredentials.none.header())
    .set('Content-Type', 'application/json')
    .send('{"text":');
  expect(response.status).toBe(401);
});

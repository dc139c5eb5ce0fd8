import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { createRoute } from './__testUtils__/createRoute';
import { FakeCallers } from './__testUtils__/FakeCallers';
import { createRouter } from './createRouter';
import { prepareAnswer } from './prepareAnswer';

jest.setTimeout(60_000);

const LARGE = {
  list: Array.from({ length: 500 }, (_, index) => `item ${index}`),
};
const SMALL = { list: [] };

const definition = { params: z.object({}), query: z.strictObject({}) };
const routes = [
  createRoute({ ...definition, path: '/prepared' }, async () => ({
    prepared: await prepareAnswer(JSON.stringify(LARGE)),
  })),
  createRoute({ ...definition, path: '/value' }, async () => ({
    value: LARGE,
  })),
  createRoute({ ...definition, path: '/small' }, async () => ({
    value: SMALL,
  })),
  createRoute({ ...definition, path: '/posted', method: 'post' }, async () => ({
    value: LARGE,
  })),
];

const plugin = createBackendPlugin({
  pluginId: 'o8',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const callers = new FakeCallers({
          allowed: ['o8.module.read'],
          visible: [],
        });
        const auditor = mockServices.auditor.mock();
        httpRouter.use(createRouter({ routes, callers, auditor }));
      },
    });
  },
});

// Behind the middleware of a real backend, which compresses and tags by itself.
describe('an answer', () => {
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({ features: [plugin] });
  });
  afterAll(() => backend.stop());

  async function ask(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
  ) {
    const message = await new Promise<http.IncomingMessage>(
      (resolve, reject) => {
        const options = {
          port: backend.server.port(),
          path: `/api/o8/v1/${path}`,
          method,
          headers: { Authorization: mockCredentials.user.header(), ...headers },
        };
        http.request(options, resolve).on('error', reject).end();
      },
    );
    const chunks = await message.toArray();
    return {
      status: message.statusCode,
      headers: message.headers,
      bytes: Buffer.concat(chunks),
    };
  }

  const gzip = { 'Accept-Encoding': 'gzip' };

  it.each(['prepared', 'value'])(
    'is compressed and tagged once, %s',
    async path => {
      const { status, headers, bytes } = await ask(path, gzip);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'content-encoding': 'gzip',
        'content-length': String(bytes.length),
        'cache-control': 'private, no-cache',
        etag: expect.stringMatching(/^"[\w-]{22}-gzip"$/),
      });
      expect(headers.vary?.match(/Accept-Encoding/gi)).toHaveLength(1);
      expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(LARGE);
    },
  );

  it.each([
    ['gzip', true],
    ['br, gzip', true],
    ['GZIP;q=0.5, identity;q=0.1', true],
    ['*', true],
    ['gzip;q=0.5, identity', false],
    ['gzip;q=0, *', false],
    ['identity', false],
    ['deflate', false],
    ['br', false],
    ['nonsense;;,=', false],
    ['', false],
  ])('is in the encoding that "%s" prefers', async (accepted, isCompressed) => {
    const { headers, bytes } = await ask('prepared', {
      'Accept-Encoding': accepted,
    });
    expect(headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
    expect(headers.vary).toMatch(/Accept-Encoding/i);
    const text = isCompressed ? gunzipSync(bytes) : bytes;
    expect(JSON.parse(text.toString())).toEqual(LARGE);
    expect(headers['content-length']).toBe(String(bytes.length));
  });

  it('is as it is where that is short', async () => {
    const { headers, bytes } = await ask('small', gzip);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(JSON.parse(bytes.toString())).toEqual(SMALL);
  });

  it.each([gzip, { 'Accept-Encoding': 'identity' }])(
    'is 304 to whoever has it, %j',
    async encoding => {
      const { etag } = (await ask('prepared', encoding)).headers;
      for (const known of [
        etag,
        `W/${etag}`,
        `"other", ${etag}`,
        `"a",W/"b" , W/${etag}`,
        '*',
      ]) {
        const headers = { ...encoding, 'If-None-Match': known! };
        for (const method of ['GET', 'HEAD']) {
          const answer = await ask('prepared', headers, method);
          expect([known, answer.status]).toEqual([known, 304]);
          expect(answer.bytes).toHaveLength(0);
          expect(answer.headers).toMatchObject({
            etag,
            'cache-control': 'private, no-cache',
            vary: expect.stringMatching(/Accept-Encoding/i),
          });
        }
      }
    },
  );

  it('is none of 304 to whoever has another, or another encoding of it', async () => {
    const plain = (await ask('prepared')).headers.etag!;
    const compressed = (await ask('prepared', gzip)).headers.etag!;
    expect(plain).not.toBe(compressed);
    const others: Record<string, string>[] = [
      { ...gzip, 'If-None-Match': plain },
      { 'If-None-Match': compressed },
      { 'If-None-Match': plain.slice(1, -1) },
      { 'If-None-Match': '' },
      { 'If-None-Match': plain, 'Cache-Control': 'no-cache' },
    ];
    for (const headers of others) {
      expect((await ask('prepared', headers)).status).toBe(200);
    }
    // One that keeps both is told which of them it is.
    const both = await ask('prepared', {
      ...gzip,
      'If-None-Match': `${plain}, ${compressed}`,
    });
    expect([both.status, both.headers.etag]).toEqual([304, compressed]);
  });

  it('to a POST is compressed, but never 304', async () => {
    const headers = { ...gzip, 'If-None-Match': '*' };
    const answer = await ask('posted', headers, 'POST');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(answer.headers.etag).toBeUndefined();
  });
});

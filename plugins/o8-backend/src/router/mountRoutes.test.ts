import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { createServer, get } from 'http';
import type { AddressInfo } from 'net';
import request from 'supertest';
import { z } from 'zod';
import { createApp } from './__testUtils__/createApp';
import { createRoute } from './__testUtils__/createRoute';

const audit = { eventId: 'thing-read', severityLevel: 'low' } as const;

describe('a route', () => {
  it('is given what its schemas make of a request', async () => {
    const { app, callers } = createApp({ routes: [createRoute()] });
    const { body } = await request(app)
      .get('/v1/things/a%2Fb/c%20d?size=3')
      .expect(200);
    expect(body).toEqual({
      params: { kind: 'a/b', name: 'c d' },
      query: { size: 3 },
    });
    expect(callers.of.mock.calls[0][1].name).toBe('o8.module.read');
  });

  it('is given who asks', async () => {
    const route = createRoute({}, async ({ caller, credentials }) => ({
      value: [caller.credentials === credentials, credentials.principal],
    }));
    const { app } = createApp({ routes: [route] });
    const { body } = await request(app)
      .get('/v1/things/a/b')
      .set('Authorization', mockCredentials.user.header('user:default/ada'));
    expect(body).toEqual([
      true,
      expect.objectContaining({ userEntityRef: 'user:default/ada' }),
    ]);
  });

  it('answers HEAD with the headers of its answer', async () => {
    const { app } = createApp({ routes: [createRoute()] });
    const { headers } = await request(app).get('/v1/things/a/b');
    const head = await request(app).head('/v1/things/a/b').expect(200);
    expect(head.headers).toMatchObject({
      etag: headers.etag,
      'content-length': headers['content-length'],
      'content-type': 'application/json; charset=utf-8',
    });
    expect(head.text).toBeUndefined();
  });

  it('names every problem at once, wherever it is', async () => {
    const route = createRoute({
      method: 'post',
      params: z.object({ kind: z.literal('x'), name: z.string().max(1) }),
      query: z.strictObject({ size: z.coerce.number().max(1) }),
      body: z.strictObject({
        list: z.array(z.strictObject({ a: z.string() })),
      }),
    });
    const { app } = createApp({ routes: [route] });
    const response = await request(app)
      .post('/v1/things/a/bc?size=2&colour=red')
      .send({ list: [{ a: 1 }, { b: '' }], c: 0 });
    expect(response.status).toBe(400);
    const { message } = response.body.error;
    expect(message).toMatch(/^Wrong parameters: .*\. Wrong body: /);
    for (const problem of [
      '"kind": ',
      '"name": ',
      '"size": ',
      'unknown: "colour"',
      '"list[0].a": ',
      '"list[1].a": ',
      '"list[1]": unknown: "b"',
      'unknown: "c"',
    ]) {
      expect(message).toContain(problem);
    }
  });

  it('counts problems that nobody would read', async () => {
    const list = z.string().transform((text, context) => {
      text.split(',').forEach(part => context.addIssue(`no ${part}`));
      return z.NEVER;
    });
    const route = createRoute({ query: z.strictObject({ list }) });
    const { app } = createApp({ routes: [route] });
    const { body } = await request(app)
      .get(`/v1/things/a/b?list=${'x,'.repeat(102)}`)
      .expect(400);
    const { message } = body.error;
    expect(message.match(/no x/g)).toHaveLength(100);
    expect(message).toMatch(/; and 3 more$/);
  });

  it('says what went wrong in one sentence', async () => {
    const route = createRoute({}, async () => {
      throw new NotFoundError('There is no thing');
    });
    const { app } = createApp({ routes: [route] });
    const response = await request(app).get('/v1/things/a/b').expect(404);
    expect(response.body.error.message).toBe('There is no thing');
    expect(response.headers['cache-control']).toBe('private, no-cache');
  });

  it('learns that the client went away, and nobody hears of it', async () => {
    let asked: (signal: AbortSignal) => void;
    const signalled = new Promise<AbortSignal>(resolve => {
      asked = resolve;
    });
    const route = createRoute({}, ({ signal }) => {
      asked(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    });
    const { app } = createApp({ routes: [route] });
    const failed = jest.fn();
    app.use(
      (error: unknown, _req: unknown, _res: unknown, next: () => void) => {
        failed(error);
        next();
      },
    );
    const server = createServer(app).listen(0, '127.0.0.1');
    try {
      await new Promise(resolve => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/v1/things/a/b`;
      const client = get(url).on('error', () => {});
      const signal = await signalled;
      const aborted = new Promise(resolve => {
        signal.addEventListener('abort', resolve);
      });
      client.destroy();
      await aborted;
      // The rest of the request is over after what is due at once.
      await new Promise(resolve => setImmediate(resolve));
      expect(failed).not.toHaveBeenCalled();
    } finally {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  });
});

describe('an audited route', () => {
  const path = '/v1/things/component/alpha';

  it('is an event that says who asked for what, and that he got it', async () => {
    const { app, auditor, event } = createApp({
      routes: [createRoute({ audit })],
    });
    await request(app).get(path).expect(200);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      ...audit,
      request: expect.objectContaining({ url: '/things/component/alpha' }),
      meta: { queryType: 'getThing', kind: 'component', name: 'alpha' },
    });
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('says nothing of the body', async () => {
    const route = createRoute({
      audit,
      method: 'post',
      body: z.strictObject({ secret: z.string() }),
    });
    const { app, auditor, event } = createApp({ routes: [route] });
    await request(app).post(path).send({ secret: 'hush' }).expect(200);
    const { request: _request, ...said } = auditor.createEvent.mock.calls[0][0];
    expect(JSON.stringify([said, event.success.mock.calls])).not.toContain(
      'hush',
    );
  });

  it('says that it failed, and why', async () => {
    const error = new NotFoundError('There is no thing');
    const route = createRoute({ audit }, async () => {
      throw error;
    });
    const { app, event } = createApp({ routes: [route] });
    await request(app).get(path).expect(404);
    expect(event.fail).toHaveBeenCalledWith({ error });
    expect(event.success).not.toHaveBeenCalled();
  });

  it('says that it was refused', async () => {
    const { app, event } = createApp({
      allowed: [],
      routes: [createRoute({ audit })],
    });
    await request(app).get(path).expect(403);
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
    });
  });

  it.each([
    ['nobody', path, mockCredentials.none.header(), 401],
    ['a mistake', `${path}?size=x`, mockCredentials.user.header(), 400],
  ])('is no event of %s', async (_, url, authorization, status) => {
    const { app, auditor } = createApp({ routes: [createRoute({ audit })] });
    await request(app)
      .get(url)
      .set('Authorization', authorization)
      .expect(status);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it('gives nothing that cannot be written down', async () => {
    const handle = jest.fn();
    const { app, auditor } = createApp({
      routes: [createRoute({ audit }, handle)],
    });
    auditor.createEvent.mockRejectedValue(new Error('The log is full'));
    await request(app).get(path).expect(500);
    expect(handle).not.toHaveBeenCalled();
  });
});

it('writes no event of a route that is not audited', async () => {
  const { app, auditor } = createApp({ routes: [createRoute()] });
  await request(app).get('/v1/things/a/b').expect(200);
  expect(auditor.createEvent).not.toHaveBeenCalled();
});

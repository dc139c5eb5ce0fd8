import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createApp, PERMISSIONS } from './__testUtils__/createApp';

const ROUTES: [string, string][] = [
  ['/v1/sources', 'o8.fleet.read'],
  ['/v1/unmatched', 'o8.fleet.read'],
  ['/v1/modules', 'o8.module.read'],
  ['/v1/modules/component/default/alpha', 'o8.module.read'],
  ['/v1/landing-zones', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme/names/billing', 'o8.landing-zone.use'],
];

describe.each(ROUTES)('GET %s', (path, permission) => {
  it.each([
    ['user', mockCredentials.user.header()],
    ['service', mockCredentials.service.header()],
  ])('answers a %s, privately', async (_, authorization) => {
    const { app } = createApp({ allowed: [permission] });
    const response = await request(app)
      .get(path)
      .set('Authorization', authorization);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('private, no-cache');
  });

  it('answers 401 to somebody unknown, before anything is read', async () => {
    const { app, expectNothingRead } = createApp();
    const response = await request(app)
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expectNothingRead();
  });

  it('answers 403 without its permission, before anything is read', async () => {
    const allowed = PERMISSIONS.filter(name => name !== permission);
    const { app, expectNothingRead } = createApp({ allowed });
    const response = await request(app).get(path).expect(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: `You need the permission "${permission}"`,
    });
    expectNothingRead();
  });

  it('answers 400 to parameters that it does not know, naming each', async () => {
    const { app, expectNothingRead } = createApp();
    const response = await request(app).get(`${path}?colour=red&size=3`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'Wrong parameters: unknown: "colour", "size"',
    );
    expectNothingRead();
  });
});

it.each([
  ['get', '/v1/nothing'],
  ['post', '/v1/modules'],
  ['get', '/v1/modules/component/default'],
] as const)('answers 404 to %s %s, and says so', async (method, path) => {
  const { app } = createApp();
  const response = await request(app)[method](path);
  expect(response.status).toBe(404);
  expect(response.body.error).toMatchObject({
    name: 'NotFoundError',
    message: `There is no route ${method.toUpperCase()} ${path}`,
  });
});

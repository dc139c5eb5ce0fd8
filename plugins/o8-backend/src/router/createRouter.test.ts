import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  createApp,
  expectNothingRead,
  PERMISSIONS,
} from './__testUtils__/createApp';

const ROUTES: [string, string][] = [
  ['/v1/sources', 'o8.fleet.read'],
  ['/v1/unmatched', 'o8.fleet.read'],
  ['/v1/modules', 'o8.module.read'],
  ['/v1/modules/component/default/alpha', 'o8.module.read'],
  ['/v1/landing-zones', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme', 'o8.landing-zone.use'],
  ['/v1/landing-zones/acme/names/billing', 'o8.landing-zone.use'],
];

beforeEach(() => jest.clearAllMocks());

describe.each(ROUTES)('GET %s', (path, permission) => {
  it.each([
    ['user', mockCredentials.user.header()],
    ['service', mockCredentials.service.header()],
  ])('answers a %s, privately', async (_, authorization) => {
    const { app } = await createApp([permission]);
    const response = await request(app)
      .get(path)
      .set('Authorization', authorization);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('private, no-cache');
  });

  it('answers 401 to somebody unknown, before anything is read', async () => {
    const { app, permissions } = await createApp();
    await request(app)
      .get(path)
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
    expect(permissions.authorize).not.toHaveBeenCalled();
    expectNothingRead();
  });

  it('answers 403 without its permission, before anything is read', async () => {
    const others = PERMISSIONS.filter(name => name !== permission);
    const { app } = await createApp(others);
    const response = await request(app).get(path).expect(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: `You need the permission "${permission}"`,
    });
    expectNothingRead();
  });

  it('answers 400 to parameters that it does not know, naming each', async () => {
    const { app } = await createApp();
    const response = await request(app).get(`${path}?colour=red&size=3`);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'Wrong parameters: unknown: "colour", "size"',
    );
    expectNothingRead();
  });
});

it('answers 404 where there is nothing', async () => {
  const { app } = await createApp();
  expect((await request(app).get('/v1/nothing')).status).toBe(404);
  expect((await request(app).post('/v1/modules')).status).toBe(404);
});

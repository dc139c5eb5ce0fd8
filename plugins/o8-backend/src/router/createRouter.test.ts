import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import type { SourceStore } from '../store';
import { createRouter } from './createRouter';

const sourceStore: jest.Mocked<SourceStore> = {
  reconcile: jest.fn(),
  list: jest.fn(),
};

async function createApp(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests => requests.map(() => ({ result })),
  });
  const router = await createRouter({
    clusters: [],
    httpAuth: mockServices.httpAuth(),
    permissions,
    sourceStore,
  });
  return {
    app: express().use(router).use(mockErrorHandler()),
    permissions,
  };
}

describe('GET /v1/sources', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    sourceStore.list.mockResolvedValue([
      {
        cluster: 'eu-1',
        source: 'connection',
        state: 'stale',
        since: '2026-11-22T10:42:00.000Z',
        confirmedAt: null,
        message: 'Listed in the configuration',
      },
    ]);
  });

  it.each([
    ['user', mockCredentials.user.header()],
    ['service', mockCredentials.service.header()],
  ])('answers a %s, privately', async (_, authorization) => {
    const { app } = await createApp();
    const response = await request(app)
      .get('/v1/sources')
      .set('Authorization', authorization);

    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('private, no-cache');
    expect(response.body).toMatchObject({
      items: [{ cluster: 'eu-1', clusterTitle: 'eu-1', state: 'stale' }],
      totalItems: 1,
    });
  });

  it('answers 304 while nothing changed', async () => {
    const { app } = await createApp();
    const first = await request(app).get('/v1/sources');
    const second = await request(app)
      .get('/v1/sources')
      .set('If-None-Match', first.headers.etag);

    expect(second.status).toBe(304);
  });

  it('answers 401 to somebody unknown, before anything is read', async () => {
    const { app, permissions } = await createApp();
    await request(app)
      .get('/v1/sources')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);

    expect(permissions.authorize).not.toHaveBeenCalled();
    expect(sourceStore.list).not.toHaveBeenCalled();
  });

  it('answers 403 without the permission, before anything is read', async () => {
    const { app } = await createApp(AuthorizeResult.DENY);
    const response = await request(app).get('/v1/sources').expect(403);

    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: 'You need the permission "o8.fleet.read"',
    });
    expect(sourceStore.list).not.toHaveBeenCalled();
  });

  it('answers 400 to parameters it does not know', async () => {
    const { app } = await createApp();
    const response = await request(app)
      .get('/v1/sources?limit=3&colour=red')
      .expect(400);

    expect(response.body.error.message).toBe(
      'Wrong parameters: unknown: "limit", "colour"',
    );
  });
});

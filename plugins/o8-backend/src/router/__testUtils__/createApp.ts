import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import type {
  SourceStatus,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import express from 'express';
import { createZone } from '../../landingZones/__testUtils__';
import type { HistoryPage } from '../../store';
import { createRouter } from '../createRouter';
import type { Route } from '../Route';
import { createRoutes } from '../routes';
import { AT, createDetail, modules } from './createModules';
import { FakeCallers } from './FakeCallers';
import { FakeModuleIndex } from './FakeModuleIndex';

/** All that is known of the clusters. */
export const statuses: SourceStatus[] = [
  {
    cluster: 'eu-1',
    clusterTitle: 'Europe 1',
    source: 'connection',
    state: 'stale',
    since: AT,
    confirmedAt: null,
    message: 'Not read yet',
  },
];

/** An object of no module. */
export function createUnmatched(
  name: string,
  fields: Partial<UnmatchedObject> = {},
): UnmatchedObject {
  return {
    cluster: 'eu-1',
    source: 'namespaces',
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: null,
    name,
    reason: 'noEntity',
    module: name,
    ...fields,
  };
}

/** All permissions that a route asks for. */
export const PERMISSIONS = [
  'o8.fleet.read',
  'o8.module.read',
  'o8.landing-zone.use',
];

const VISIBLE = ['alpha', 'beta', 'gamma'].map(
  name => `component:default/${name}`,
);

/** What the routes are made of, without clusters, database and catalog. */
export function createServices() {
  const index = new FakeModuleIndex(statuses, modules);
  index.setDetails(modules.map(module => createDetail(module)));
  return {
    modules: index,
    factReader: {
      listUnmatched: jest.fn(async () =>
        ['a', 'b', 'c'].map(name => createUnmatched(name)),
      ),
    },
    history: {
      historyOf: jest.fn(
        async (): Promise<HistoryPage | undefined> => ({
          rows: [],
          totalRows: 0,
          hasMore: false,
        }),
      ),
    },
    landingZones: {
      list: jest.fn(() => [createZone()]),
      get: jest.fn(() => createZone()),
    },
    listStatuses: jest.fn(async (_options: { withKinds: boolean }) => statuses),
    moduleNames: {
      check: jest.fn(async ({ name }: { name: string }) => ({
        name,
        state: 'free' as const,
        message: null,
        ownerMessage: null,
      })),
    },
  };
}

/**
 * The router as a server, for a caller with these permissions who may see all modules
 * but "hidden"; with the real routes, unless others are given.
 */
export function createApp(
  options: { allowed?: string[]; visible?: string[]; routes?: Route[] } = {},
) {
  const { allowed = PERMISSIONS, visible = VISIBLE } = options;
  const services = createServices();
  const callers = new FakeCallers({ allowed, visible });
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const routes = options.routes ?? createRoutes(services);
  const router = createRouter({ routes, callers, auditor });
  return {
    app: express().use(router).use(mockErrorHandler()),
    ...services,
    auditor,
    callers,
    event,
    expectNothingRead: () => {
      for (const { mock } of listMocks(services)) {
        expect(mock.calls).toEqual([]);
      }
    },
  };
}

function listMocks(services: object): jest.Mock[] {
  return Object.values(services).flatMap(service =>
    [service, ...Object.values(service)].filter(jest.isMockFunction),
  );
}

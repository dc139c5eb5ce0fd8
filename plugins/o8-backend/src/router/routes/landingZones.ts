import { NotFoundError } from '@backstage/errors';
import {
  createAnswerSchema,
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  moduleSpecSchema,
  o8LandingZoneUsePermission,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { LandingZonesService } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { toSummary, type ModuleNames } from '../../landingZones';
import { defineRoute } from '../defineRoute';
import { noParams } from '../params';
import type { Route, RouteDefinition } from '../Route';

/** What the routes of `/landing-zones` need. */
export interface LandingZonesRoutesOptions {
  landingZones: LandingZonesService;
  moduleNames: Pick<ModuleNames, 'check'>;
}

const COMMON = {
  method: 'get',
  tag: 'landing-zones',
  permission: o8LandingZoneUsePermission,
} satisfies Partial<RouteDefinition>;

/**
 * `GET /landing-zones`, `GET /landing-zones/{zone}` and
 * `GET /landing-zones/{zone}/names/{name}`.
 */
export function createLandingZonesRoutes(
  options: LandingZonesRoutesOptions,
): Route[] {
  return [
    createListRoute(options),
    createZoneRoute(options),
    createNameRoute(options),
  ];
}

function createListRoute({ landingZones }: LandingZonesRoutesOptions): Route {
  return defineRoute(
    {
      ...COMMON,
      path: '/landing-zones',
      operationId: 'listLandingZones',
      summary: 'The landing zones that the caller may use',
      params: z.object({}),
      query: noParams,
      answer: createAnswerSchema(landingZoneSummarySchema),
    },
    async () => {
      const items = landingZones.list().map(toSummary);
      // Configuration: no cluster is behind it.
      return { value: { items, totalItems: items.length, sources: [] } };
    },
  );
}

function createZoneRoute({ landingZones }: LandingZonesRoutesOptions): Route {
  return defineRoute(
    {
      ...COMMON,
      path: '/landing-zones/{zone}',
      operationId: 'getLandingZone',
      summary: 'One landing zone',
      params: z.object({ zone: z.string() }),
      query: noParams,
      answer: landingZoneSummarySchema,
      errors: [404],
    },
    async ({ params: { zone } }) => ({
      value: toSummary(getZone(landingZones, zone)),
    }),
  );
}

function createNameRoute({
  landingZones,
  moduleNames,
}: LandingZonesRoutesOptions): Route {
  return defineRoute(
    {
      ...COMMON,
      path: '/landing-zones/{zone}/names/{name}',
      operationId: 'checkModuleName',
      summary: 'Whether a module may be called so in a landing zone',
      params: z.object({ zone: z.string(), name: z.string() }),
      query: z.strictObject({
        owner: moduleSpecSchema.shape.metadata.shape.owner.optional(),
      }),
      answer: moduleNameAnswerSchema,
      errors: [404],
    },
    async ({ params, query: { owner }, credentials, signal }) => {
      const zone = getZone(landingZones, params.zone);
      const query = { zone, name: params.name, owner };
      return {
        value: await moduleNames.check(query, { credentials, signal }),
      };
    },
  );
}

/** A zone that the caller may use. Throws a `NotFoundError` for all others. */
export function getZone(
  landingZones: LandingZonesService,
  name: string,
): LandingZone {
  const zone = landingZones
    .list()
    .find(({ metadata }) => metadata.name === name);
  if (!zone) {
    // The one sentence, also for those that the caller may not use.
    throw new NotFoundError(`There is no landing zone "${name}"`);
  }
  return zone;
}

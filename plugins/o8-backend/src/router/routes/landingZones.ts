import { NotFoundError } from '@backstage/errors';
import {
  moduleSpecSchema,
  o8LandingZoneUsePermission,
  type Answer,
  type LandingZone,
  type LandingZoneSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import type { LandingZonesService } from '@orchestr8/backstage-plugin-o8-node';
import type { Response, Router } from 'express';
import { z } from 'zod';
import { toSummary, type ModuleNames } from '../../landingZones';
import { authorizeRequest, type Authorization } from '../authorizeRequest';
import { parseQuery } from '../parseQuery';

/** What the routes of `/landing-zones` need. */
export interface LandingZonesRoutesOptions extends Authorization {
  landingZones: LandingZonesService;
  moduleNames: Pick<ModuleNames, 'check'>;
}

const plainSchema = z.strictObject({});
const nameSchema = z.strictObject({
  owner: moduleSpecSchema.shape.metadata.shape.owner.optional(),
});

/**
 * Adds `GET /landing-zones`, `GET /landing-zones/:zone` and
 * `GET /landing-zones/:zone/names/:name`.
 */
export function addLandingZonesRoutes(
  router: Router,
  options: LandingZonesRoutesOptions,
): void {
  const { landingZones, moduleNames } = options;

  router.get('/landing-zones', async (req, res) => {
    await authorizeRequest(req, o8LandingZoneUsePermission, options);
    parseQuery(plainSchema, req.query);
    const items = landingZones.list().map(toSummary);
    const answer: Answer<LandingZoneSummary> = {
      items,
      totalItems: items.length,
      // Configuration: no cluster is behind it.
      sources: [],
    };
    res.json(answer);
  });

  router.get('/landing-zones/:zone', async (req, res) => {
    await authorizeRequest(req, o8LandingZoneUsePermission, options);
    parseQuery(plainSchema, req.query);
    res.json(toSummary(getZone(landingZones, req.params.zone)));
  });

  router.get('/landing-zones/:zone/names/:name', async (req, res) => {
    const credentials = await authorizeRequest(
      req,
      o8LandingZoneUsePermission,
      options,
    );
    const { owner } = parseQuery(nameSchema, req.query);
    const zone = getZone(landingZones, req.params.zone);
    const signal = signalOf(res);
    try {
      const query = { zone, name: req.params.name, owner };
      res.json(await moduleNames.check(query, { credentials, signal }));
    } catch (error) {
      // Nobody is there whom it could be told.
      if (!signal.aborted) {
        throw error;
      }
    }
  });
}

function getZone(landingZones: LandingZonesService, name: string): LandingZone {
  const zone = landingZones
    .list()
    .find(({ metadata }) => metadata.name === name);
  if (!zone) {
    // The one sentence, also for those that the caller may not use.
    throw new NotFoundError(`There is no landing zone "${name}"`);
  }
  return zone;
}

/** Aborted when the client goes away before its answer. */
function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableEnded) {
      controller.abort();
    }
  });
  return controller.signal;
}

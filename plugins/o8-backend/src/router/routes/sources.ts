import {
  o8FleetReadPermission,
  type Answer,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Router } from 'express';
import { z } from 'zod';
import { authorizeRequest, type Authorization } from '../authorizeRequest';
import { parseQuery } from '../parseQuery';

/** What the routes of `/sources` need. */
export interface SourcesRoutesOptions extends Authorization {
  listStatuses: (options?: { withKinds?: boolean }) => Promise<SourceStatus[]>;
}

const querySchema = z.strictObject({});

/** Adds `GET /sources`: how fresh what is known of each cluster is. */
export function addSourcesRoutes(
  router: Router,
  options: SourcesRoutesOptions,
): void {
  router.get('/sources', async (req, res) => {
    await authorizeRequest(req, o8FleetReadPermission, options);
    parseQuery(querySchema, req.query);

    const items = await options.listStatuses({ withKinds: true });
    const answer: Answer<SourceStatus> = {
      items,
      totalItems: items.length,
      // The items speak for themselves here: no further source is behind them.
      sources: [],
    };
    res.json(answer);
  });
}

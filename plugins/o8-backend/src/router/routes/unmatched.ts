import {
  o8FleetReadPermission,
  type Answer,
  type SourceStatus,
  type UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { FactReader } from '../../store';
import { authorizeRequest, type Authorization } from '../authorizeRequest';
import { paginate, pageSchema } from '../paginate';
import { parseQuery } from '../parseQuery';

/** What the routes of `/unmatched` need. */
export interface UnmatchedRoutesOptions extends Authorization {
  factReader: Pick<FactReader, 'listUnmatched'>;
  listStatuses: () => Promise<SourceStatus[]>;
}

const querySchema = z.strictObject(pageSchema);

/** Adds `GET /unmatched`: the objects that belong to no module of the catalog. */
export function addUnmatchedRoutes(
  router: Router,
  options: UnmatchedRoutesOptions,
): void {
  const { factReader, listStatuses } = options;

  router.get('/unmatched', async (req, res) => {
    await authorizeRequest(req, o8FleetReadPermission, options);
    const page = parseQuery(querySchema, req.query);
    const [objects, sources] = await Promise.all([
      factReader.listUnmatched(),
      listStatuses(),
    ]);
    const answer: Answer<UnmatchedObject> = {
      ...paginate(objects, page),
      sources,
    };
    res.json(answer);
  });
}

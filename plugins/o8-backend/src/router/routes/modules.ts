import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  o8FleetReadPermission,
  o8ModuleReadPermission,
  type Answer,
  type ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Router } from 'express';
import { z } from 'zod';
import { queryModules, type ModuleReader } from '../../modules';
import {
  authorizeRequest,
  isAllowed,
  type Authorization,
} from '../authorizeRequest';
import { findVisible } from '../findVisible';
import { paginate, pageSchema } from '../paginate';
import { parseQuery } from '../parseQuery';

/** What the routes of `/modules` need. */
export interface ModulesRoutesOptions extends Authorization {
  catalog: CatalogService;
  modules: Pick<ModuleReader, 'list' | 'get'>;
}

const listSchema = z.strictObject({
  ...pageSchema,
  // Express gives a text for one parameter, and a list for several.
  filter: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform(value => [value].flat()),
  order: z.string().default('trouble'),
});

const itemSchema = z.strictObject({});

/** Adds `GET /modules` and `GET /modules/:kind/:namespace/:name`. */
export function addModulesRoutes(
  router: Router,
  options: ModulesRoutesOptions,
): void {
  const { catalog, modules } = options;

  router.get('/modules', async (req, res) => {
    const credentials = await authorizeRequest(
      req,
      o8ModuleReadPermission,
      options,
    );
    const { filter, order, ...page } = parseQuery(listSchema, req.query);
    const { items, sources } = await modules.list();
    const visible = await findVisible({
      catalog,
      credentials,
      entityRefs: items.map(({ entityRef }) => entityRef),
    });
    const found = queryModules(
      items.filter(({ entityRef }) => visible.has(entityRef)),
      { filters: filter, order },
    );
    const answer: Answer<ModuleSummary> = {
      ...paginate(found, page),
      // Who may not see the fleet learns of the clusters of his modules, as they say.
      sources: (await isAllowed(credentials, o8FleetReadPermission, options))
        ? sources
        : [],
    };
    res.json(answer);
  });

  router.get('/modules/:kind/:namespace/:name', async (req, res) => {
    const credentials = await authorizeRequest(
      req,
      o8ModuleReadPermission,
      options,
    );
    parseQuery(itemSchema, req.query);
    const { kind, namespace, name } = req.params;
    const entityRef = stringifyEntityRef({ kind, namespace, name });
    const detail = await modules.get(entityRef);
    const visible = await findVisible({
      catalog,
      credentials,
      entityRefs: detail ? [entityRef, ...detail.claimedBy] : [],
    });
    if (!detail || !visible.has(entityRef)) {
      // One sentence for both: who may not see it must not learn that it is there.
      throw new NotFoundError(`There is no module "${entityRef}"`);
    }
    res.json({
      ...detail,
      claimedBy: detail.claimedBy.filter(ref => visible.has(ref)),
    });
  });
}

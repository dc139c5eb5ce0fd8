import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  o8FleetReadPermission,
  type Answer,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { ClusterConfig } from '../../config';
import { toSourceStatuses } from '../../sources';
import type { SourceStore } from '../../store';
import { parseQuery } from '../parseQuery';
import { requirePermission } from '../requirePermission';

/** What the routes of `/sources` need. */
export interface SourcesRoutesOptions {
  clusters: ClusterConfig[];
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  sourceStore: SourceStore;
}

const querySchema = z.strictObject({});

/** Adds `GET /sources`: how fresh what is known of each cluster is. */
export function addSourcesRoutes(
  router: Router,
  options: SourcesRoutesOptions,
): void {
  const { clusters, httpAuth, permissions, sourceStore } = options;

  router.get('/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await requirePermission({
      permissions,
      permission: o8FleetReadPermission,
      credentials,
    });
    parseQuery(querySchema, req.query);

    const items = toSourceStatuses(
      await sourceStore.list(),
      clusters,
      new Date(),
    );
    const answer: Answer<SourceStatus> = {
      items,
      totalItems: items.length,
      // The items speak for themselves here: no further source is behind them.
      sources: [],
    };
    res.json(answer);
  });
}

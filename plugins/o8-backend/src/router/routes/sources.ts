import {
  createAnswerSchema,
  o8FleetReadPermission,
  sourceStatusSchema,
  type Answer,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { defineRoute } from '../defineRoute';
import { keepFor } from '../lists';
import { noParams } from '../params';
import { prepareAnswer } from '../prepareAnswer';
import type { Route } from '../Route';

/** What the routes of `/sources` need. */
export interface SourcesRoutesOptions {
  listStatuses: (options: { withKinds: boolean }) => Promise<SourceStatus[]>;
}

/** Shorter than any promise of a source, and the same for all who ask. */
const KEPT_FOR_MS = 1000;

/** `GET /sources`: how fresh what is known of each cluster is. */
export function createSourcesRoutes({
  listStatuses,
}: SourcesRoutesOptions): Route[] {
  const prepare = keepFor(KEPT_FOR_MS, async () => {
    const items = await listStatuses({ withKinds: true });
    const answer: Answer<SourceStatus> = {
      items,
      totalItems: items.length,
      // The items speak for themselves here: no further source is behind them.
      sources: [],
    };
    return prepareAnswer(JSON.stringify(answer));
  });
  return [
    defineRoute(
      {
        method: 'get',
        path: '/sources',
        operationId: 'listSources',
        summary: 'Each cluster and source: how fresh it is, since when and why',
        tag: 'sources',
        permission: o8FleetReadPermission,
        params: z.object({}),
        query: noParams,
        answer: createAnswerSchema(sourceStatusSchema),
      },
      async () => ({ prepared: (await prepare()).value }),
    ),
  ];
}

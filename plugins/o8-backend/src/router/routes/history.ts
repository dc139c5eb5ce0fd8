import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  createAnswerSchema,
  FACETS,
  HISTORY_TYPES,
  historyEntrySchema,
  o8ModuleReadPermission,
  type Answer,
  type HistoryEntry,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import {
  createHistoryCursor,
  readHistoryCursor,
  toHistoryEntry,
  toHistorySelection,
} from '../../history';
import type { ModuleIndex, ModuleSnapshot } from '../../modules';
import type { HistoryPage, HistoryReader } from '../../store';
import { defineRoute } from '../defineRoute';
import { findVisible } from '../findVisible';
import { choicesParam, pageParams, timeParam } from '../params';
import type { Route } from '../Route';

/** What the route of history needs. */
export interface HistoryRoutesOptions {
  modules: Pick<ModuleIndex, 'current'>;
  history: HistoryReader;
}

const querySchema = z
  .strictObject({
    ...pageParams,
    facet: choicesParam(FACETS),
    type: choicesParam(HISTORY_TYPES),
    from: timeParam.optional(),
    to: timeParam.optional(),
    order: z.enum(['newest', 'oldest']).default('newest'),
  })
  .superRefine(({ from, to }, { addIssue }) => {
    if (from !== undefined && to !== undefined && from >= to) {
      const message = 'must be after "from": it is the first time left out';
      addIssue({ code: 'custom', path: ['to'], message });
    }
  });

/** `GET /modules/{kind}/{namespace}/{name}/history`. */
export function createHistoryRoutes(options: HistoryRoutesOptions): Route[] {
  const { modules, history } = options;
  return [
    defineRoute(
      {
        method: 'get',
        path: '/modules/{kind}/{namespace}/{name}/history',
        operationId: 'getModuleHistory',
        summary:
          'What happened to a module: judgements, deployments, backups and restores',
        description:
          'Of what is on the clusters, only what the platform confirms to be of the module. ' +
          'It goes back as far as `o8.retention` says.',
        tag: 'modules',
        permission: o8ModuleReadPermission,
        params: z.object({
          kind: z.string(),
          namespace: z.string(),
          name: z.string(),
        }),
        query: querySchema,
        answer: createAnswerSchema(historyEntrySchema),
        // Evidence: who has read what happened to whom.
        audit: { eventId: 'module-fetch', severityLevel: 'low' },
        errors: [404],
      },
      async ({ caller, params, query }) => {
        const entityRef = stringifyEntityRef(params);
        const { facet, type, cursor, ...rest } = query;
        const selection = {
          ...rest,
          ...toHistorySelection({ facets: facet, types: type }),
          after: cursor === undefined ? undefined : readHistoryCursor(cursor),
        };
        const snapshot = await modules.current();
        const page =
          (await findVisible(entityRef, { caller, snapshot })) &&
          (await history.historyOf(entityRef, selection));
        if (!page) {
          // One sentence for both: who may not see it must not learn that it is there.
          throw new NotFoundError(`There is no module "${entityRef}"`);
        }
        const withSources = await caller.mayReadFleet();
        return {
          value: toAnswer(
            page,
            withSources ? findSources(snapshot, entityRef) : [],
          ),
        };
      },
    ),
  ];
}

function toAnswer(
  { rows, totalRows, hasMore }: HistoryPage,
  sources: SourceStatus[],
): Answer<HistoryEntry> {
  const last = rows.at(-1);
  return {
    items: rows.map(toHistoryEntry),
    totalItems: totalRows,
    ...(hasMore && last ? { nextCursor: createHistoryCursor(last) } : {}),
    sources,
  };
}

/** Of the clusters that the module has to do with. */
function findSources(
  { modules, listStatuses }: ModuleSnapshot,
  entityRef: string,
): SourceStatus[] {
  const cells = modules.get(entityRef)?.cells ?? [];
  const clusters = new Set(cells.map(({ cluster }) => cluster));
  return listStatuses.filter(({ cluster }) => clusters.has(cluster));
}

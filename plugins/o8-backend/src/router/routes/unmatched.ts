import {
  createAnswerSchema,
  o8FleetReadPermission,
  unmatchedObjectSchema,
  type Answer,
  type UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import type { ModuleIndex, ModuleSnapshot } from '../../modules';
import type { FactReader } from '../../store';
import type { VisibleModules } from '../../visibility';
import { defineRoute } from '../defineRoute';
import {
  keepFor,
  placeItems,
  readPage,
  type PlacedItem,
  type PreparedAnswers,
} from '../lists';
import { fieldsParam, pageParams, pickFields } from '../params';
import type { Route } from '../Route';

/** What the routes of `/unmatched` need. */
export interface UnmatchedRoutesOptions {
  factReader: Pick<FactReader, 'listUnmatched'>;
  modules: Pick<ModuleIndex, 'current'>;
  prepared: PreparedAnswers;
}

/** It asks the store, for all who want to know it at once. */
const KEPT_FOR_MS = 1000;

/** `GET /unmatched`: the objects that belong to no module of the catalog. */
export function createUnmatchedRoutes({
  factReader,
  modules,
  prepared,
}: UnmatchedRoutesOptions): Route[] {
  const list = keepFor(KEPT_FOR_MS, async () =>
    placeObjects(await factReader.listUnmatched()),
  );
  return [
    defineRoute(
      {
        method: 'get',
        path: '/unmatched',
        operationId: 'listUnmatched',
        summary: 'The objects on the clusters that belong to no module',
        tag: 'sources',
        permission: o8FleetReadPermission,
        params: z.object({}),
        query: z.strictObject({
          ...pageParams,
          fields: fieldsParam(unmatchedObjectSchema),
        }),
        answer: createAnswerSchema(unmatchedObjectSchema),
      },
      async ({ caller, query }) => {
        const [objects, snapshot, visible] = await Promise.all([
          list(),
          modules.current(),
          caller.visibleModules(),
        ]);
        const { limit, cursor, fields } = query;
        return {
          prepared: await prepared.get({
            key: JSON.stringify(['unmatched', visible.id, query]),
            version: JSON.stringify([objects.version, snapshot.id]),
            toJson: () => {
              const shown = withoutHidden(objects.value, snapshot, visible);
              const page = readPage(shown, {
                list: 'unmatched',
                limit,
                cursor,
              });
              const answer: Answer<unknown> = {
                ...page,
                items: fields
                  ? page.items.map(item => pickFields(item, fields))
                  : page.items,
                sources: snapshot.listStatuses,
              };
              return JSON.stringify(answer);
            },
          }),
        };
      },
    ),
  ];
}

function placeObjects(
  objects: UnmatchedObject[],
): PlacedItem<UnmatchedObject>[] {
  return placeItems(
    objects.map(item => {
      const { cluster, kind, namespace, name, apiVersion, source } = item;
      const ref = JSON.stringify([apiVersion, source, item.module]);
      return {
        key: JSON.stringify([cluster, kind, namespace ?? '', name]),
        ref,
        item,
      };
    }),
  );
}

/**
 * An object that names a module where that does not count says that there is such a
 * module: to those who may not see that, it is not there either.
 */
function withoutHidden(
  objects: PlacedItem<UnmatchedObject>[],
  snapshot: ModuleSnapshot,
  visible: VisibleModules,
): PlacedItem<UnmatchedObject>[] {
  const hidden = new Set<string>();
  const seen = new Set<string>();
  for (const [ref, { summary }] of snapshot.modules) {
    (visible.has(ref) ? seen : hidden).add(summary.module);
  }
  return objects.filter(
    ({ item: { module } }) =>
      module === null || seen.has(module) || !hidden.has(module),
  );
}

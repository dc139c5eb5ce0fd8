import {
  fleetAnswerSchema,
  fleetRowSchema,
  o8FleetReadPermission,
  type FleetAnswer,
  type FleetCluster,
  type FleetRow,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import type { IndexedModule, ModuleIndex, ModuleSnapshot } from '../../modules';
import { CONNECTION_SOURCE } from '../../sourceStatus';
import { defineRoute } from '../defineRoute';
import {
  modulesParams,
  type ModuleLists,
  type Page,
  type PreparedAnswers,
} from '../lists';
import { fieldsParam, pickFields, type FieldTree } from '../params';
import type { Route } from '../Route';

/** What the route of `/fleet` needs. */
export interface FleetRoutesOptions {
  modules: Pick<ModuleIndex, 'current'>;
  lists: ModuleLists;
  prepared: PreparedAnswers;
}

/** `GET /fleet`: the matrix of modules and clusters. */
export function createFleetRoutes({
  modules,
  lists,
  prepared,
}: FleetRoutesOptions): Route[] {
  return [
    defineRoute(
      {
        method: 'get',
        path: '/fleet',
        operationId: 'getFleet',
        summary:
          'How well the modules that the caller may see are on each cluster',
        description:
          'Needs `o8.module.read` beside it: without that there are no rows.',
        tag: 'fleet',
        permission: o8FleetReadPermission,
        params: z.object({}),
        query: z.strictObject({
          ...modulesParams,
          fields: fieldsParam(fleetRowSchema),
        }),
        answer: fleetAnswerSchema,
      },
      async ({ caller, query }) => {
        const [snapshot, visible] = await Promise.all([
          modules.current(),
          caller.visibleModules(),
        ]);
        return {
          prepared: await prepared.get({
            key: JSON.stringify(['fleet', visible.id, query]),
            version: snapshot.id,
            toJson: () => {
              const page = lists.read({
                list: 'fleet',
                snapshot,
                visible,
                query,
              });
              return JSON.stringify(toAnswer(page, snapshot, query.fields));
            },
          }),
        };
      },
    ),
  ];
}

function toAnswer(
  { items, ...page }: Page<IndexedModule>,
  snapshot: ModuleSnapshot,
  fields: FieldTree | undefined,
): Omit<FleetAnswer, 'items'> & { items: unknown[] } {
  const rows = items.map(toRow);
  return {
    items: fields ? rows.map(row => pickFields(row, fields)) : rows,
    ...page,
    sources: snapshot.listStatuses,
    clusters: toClusters(snapshot),
  };
}

function toRow({ summary, cells }: IndexedModule): FleetRow {
  const { entityRef, key, title, owner, system, tier, binding } = summary;
  return { entityRef, key, title, owner, system, tier, binding, cells };
}

function toClusters({ listStatuses }: ModuleSnapshot): FleetCluster[] {
  return listStatuses
    .filter(({ source }) => source === CONNECTION_SOURCE)
    .map(({ cluster: name, clusterTitle: title, state }) => ({
      name,
      title,
      state,
    }));
}

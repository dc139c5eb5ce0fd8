import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  createAnswerSchema,
  moduleDetailSchema,
  moduleSummarySchema,
  o8ModuleReadPermission,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import type { IndexedModule, ModuleIndex } from '../../modules';
import { defineRoute } from '../defineRoute';
import { findVisible } from '../findVisible';
import {
  modulesParams,
  PreparedDetails,
  type ModuleLists,
  type Page,
  type PreparedAnswers,
} from '../lists';
import type { AnswerTelemetry } from '../../telemetry';
import { fieldsParam, pickFields, type FieldTree } from '../params';
import type { Route } from '../Route';

/** What the routes of `/modules` need. */
export interface ModulesRoutesOptions {
  modules: Pick<ModuleIndex, 'current' | 'detail'>;
  lists: ModuleLists;
  prepared: PreparedAnswers;
  telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
}

/** `GET /modules` and `GET /modules/{kind}/{namespace}/{name}`. */
export function createModulesRoutes(options: ModulesRoutesOptions): Route[] {
  return [createListRoute(options), createDetailRoute(options)];
}

function createListRoute({
  modules,
  lists,
  prepared,
}: ModulesRoutesOptions): Route {
  return defineRoute(
    {
      method: 'get',
      path: '/modules',
      operationId: 'listModules',
      summary:
        'The modules that the caller may see, with one word for each facet',
      tag: 'modules',
      permission: o8ModuleReadPermission,
      params: z.object({}),
      query: z.strictObject({
        ...modulesParams,
        fields: fieldsParam(moduleSummarySchema),
      }),
      answer: createAnswerSchema(moduleSummarySchema),
    },
    async ({ caller, query }) => {
      const [snapshot, visible, withSources] = await Promise.all([
        modules.current(),
        caller.visibleModules(),
        caller.mayReadFleet(),
      ]);
      return {
        prepared: await prepared.get({
          key: JSON.stringify(['modules', visible.id, withSources, query]),
          version: snapshot.id,
          toJson: () =>
            toJson(lists.read({ list: 'modules', snapshot, visible, query }), {
              fields: query.fields,
              // Who may not see the fleet learns of the clusters of his modules, as
              // they say.
              sources: withSources ? snapshot.listStatuses : [],
            }),
        }),
      };
    },
  );
}

// Of what is ready already, nothing is serialised again.
function toJson(
  { items, ...page }: Page<IndexedModule>,
  { fields, sources }: { fields?: FieldTree; sources: SourceStatus[] },
): string {
  const texts = items.map(({ json, summary }) =>
    fields ? JSON.stringify(pickFields(summary, fields)) : json,
  );
  const rest = JSON.stringify({ ...page, sources });
  return `{"items":[${texts.join(',')}],${rest.slice(1)}`;
}

function createDetailRoute({
  modules,
  telemetry,
}: ModulesRoutesOptions): Route {
  const details = new PreparedDetails({ telemetry });
  return defineRoute(
    {
      method: 'get',
      path: '/modules/{kind}/{namespace}/{name}',
      operationId: 'getModule',
      summary: 'Everything that is known of one module, per cluster',
      tag: 'modules',
      permission: o8ModuleReadPermission,
      params: z.object({
        kind: z.string(),
        namespace: z.string(),
        name: z.string(),
      }),
      query: z.strictObject({ fields: fieldsParam(moduleDetailSchema) }),
      answer: moduleDetailSchema,
      // Evidence: who has read what is known of whom.
      audit: { eventId: 'module-fetch', severityLevel: 'low' },
      errors: [404],
    },
    async ({ caller, params, query: { fields } }) => {
      const entityRef = stringifyEntityRef(params);
      // First whether he may see it: what is read only then takes time, which would tell.
      const snapshot = await modules.current();
      const visible = await findVisible(entityRef, { caller, snapshot });
      const detail = visible && (await modules.detail(entityRef));
      if (!detail) {
        // One sentence for both: who may not see it must not learn that it is there.
        throw new NotFoundError(`There is no module "${entityRef}"`);
      }
      const claimants = detail.claimedBy.filter(ref => visible.has(ref));
      // Nobody claims it beside this one, as far as he knows.
      const claimedBy = claimants.length > 1 ? claimants : [];
      return {
        prepared: await details.get(detail, { claimedBy, fields }),
      };
    },
  );
}

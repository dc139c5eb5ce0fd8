import {
  ModuleLists,
  PreparedAnswers,
  type PreparedAnswersOptions,
} from '../lists';
import type { Route } from '../Route';
import { createBlueprintRoutes } from './blueprint';
import { createFleetRoutes } from './fleet';
import { createHistoryRoutes, type HistoryRoutesOptions } from './history';
import {
  createLandingZonesRoutes,
  type LandingZonesRoutesOptions,
} from './landingZones';
import { createModulesRoutes, type ModulesRoutesOptions } from './modules';
import { createOpenapiRoutes } from './openapi';
import { createSourcesRoutes, type SourcesRoutesOptions } from './sources';
import {
  createUnmatchedRoutes,
  type UnmatchedRoutesOptions,
} from './unmatched';

/** What the routes need. */
export type RoutesOptions = Omit<
  HistoryRoutesOptions &
    LandingZonesRoutesOptions &
    ModulesRoutesOptions &
    SourcesRoutesOptions &
    UnmatchedRoutesOptions,
  'lists' | 'prepared'
> &
  Pick<PreparedAnswersOptions, 'telemetry'>;

/** All routes of `/api/o8/v1`: a file per resource. */
export function createRoutes(options: RoutesOptions): Route[] {
  // What they keep shares one limit.
  const prepared = new PreparedAnswers(options);
  const lists = new ModuleLists();
  const routes = [
    ...createBlueprintRoutes(options),
    ...createFleetRoutes({ ...options, lists, prepared }),
    ...createHistoryRoutes(options),
    ...createLandingZonesRoutes(options),
    ...createModulesRoutes({ ...options, lists, prepared }),
    ...createSourcesRoutes(options),
    ...createUnmatchedRoutes({ ...options, prepared }),
  ];
  return [...routes, ...createOpenapiRoutes(routes)];
}

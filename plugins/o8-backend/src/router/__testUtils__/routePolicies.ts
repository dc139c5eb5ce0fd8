/** What a route needs, and a request of it that is well. */
export interface RoutePolicy {
  permission: string;
  /** Below `/v1`. */
  path: string;
  body?: unknown;
  /** What it answers to somebody with its permission who may not see module "hidden". */
  hides?: { path: string; status: number };
  /** Audited, as writes and reads of evidence are. */
  isAudited?: boolean;
}

const MODULE = '/modules/component/default/alpha';
const HIDDEN = '/modules/component/default/hidden';

/** By operation. A route that is not here, or not as it is here, fails its test. */
export const ROUTE_POLICIES: Record<string, RoutePolicy> = {
  checkModuleName: {
    permission: 'o8.landing-zone.use',
    path: '/landing-zones/acme/names/billing',
  },
  getDescription: { permission: 'o8.module.read', path: '/openapi.json' },
  getFleet: {
    permission: 'o8.fleet.read',
    path: '/fleet',
    hides: { path: '/fleet?filter=owner=group:default/hidden', status: 200 },
  },
  getLandingZone: {
    permission: 'o8.landing-zone.use',
    path: '/landing-zones/acme',
  },
  getModule: {
    permission: 'o8.module.read',
    path: MODULE,
    hides: { path: HIDDEN, status: 404 },
    isAudited: true,
  },
  getModuleHistory: {
    permission: 'o8.module.read',
    path: `${MODULE}/history`,
    hides: { path: `${HIDDEN}/history`, status: 404 },
    isAudited: true,
  },
  listLandingZones: {
    permission: 'o8.landing-zone.use',
    path: '/landing-zones',
  },
  listModules: {
    permission: 'o8.module.read',
    path: '/modules',
    hides: { path: '/modules?filter=owner=group:default/hidden', status: 200 },
  },
  listSources: { permission: 'o8.fleet.read', path: '/sources' },
  listUnmatched: { permission: 'o8.fleet.read', path: '/unmatched' },
  validateBlueprint: {
    permission: 'o8.landing-zone.use',
    path: '/blueprint/validate',
    body: { module: 'kind: Module', landingZone: 'acme' },
  },
};

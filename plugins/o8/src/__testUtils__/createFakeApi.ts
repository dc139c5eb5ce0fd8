import type {
  Answer,
  LandingZoneSummary,
  ModuleSummary,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { createModuleDetail, createSources } from './createModuleDetail';

/** A list as the backend answers it, from these clusters. */
export function createAnswer<T>(
  items: T[],
  fields: Partial<Answer<T>> = {},
): Answer<T> {
  return {
    items,
    totalItems: items.length,
    sources: createSources(),
    ...fields,
  };
}

/** A landing zone without review, with one cluster; or as given. */
export function createLandingZone(
  fields: Partial<LandingZoneSummary> = {},
): LandingZoneSummary {
  return {
    name: 'demo',
    title: 'Demo fleet',
    description: null,
    review: 'none',
    platformUrl: 'http://127.0.0.1:7444/platform/o8-apps',
    clusters: [
      {
        name: 'eu-1',
        title: 'Europe 1',
        environment: 'production',
        region: 'eu-west-1',
        default: true,
      },
    ],
    ...fields,
  };
}

/** A backend with these modules, of which all is well; or as given. */
export function createFakeApi(
  modules: ModuleSummary[] = [],
  methods: Partial<O8Api> = {},
): O8Api {
  return {
    getSources: async () => createAnswer(createSources()),
    getModules: async () => createAnswer(modules),
    getModule: async () => createModuleDetail(),
    getHistory: async () => createAnswer([]),
    getFleet: async () => ({ ...createAnswer([]), clusters: [] }),
    getUnmatched: async () => createAnswer([]),
    getLandingZones: async () => createAnswer([createLandingZone()]),
    getLandingZone: async name => createLandingZone({ name }),
    checkModuleName: async ({ name }) => ({
      name,
      state: 'free',
      message: null,
      ownerMessage: null,
    }),
    validateBlueprint: async () => ({ problems: [], spec: null }),
    ...methods,
  };
}

import type {
  Answer,
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

/** A backend with these modules, of which all is well; or as given. */
export function createFakeApi(
  modules: ModuleSummary[] = [],
  methods: Partial<O8Api> = {},
): O8Api {
  return {
    getSources: async () => createAnswer(createSources()),
    getModules: async () => createAnswer(modules),
    getModule: async () => createModuleDetail(),
    getUnmatched: async () => createAnswer([]),
    ...methods,
  };
}

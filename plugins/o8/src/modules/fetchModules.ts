import type {
  Answer,
  ModulesQuery,
  ModuleSummary,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';

const MAX_LIMIT = 500;

/** Options of {@link fetchModules}. */
export interface FetchModulesOptions {
  api: O8Api;
  query: Pick<ModulesQuery, 'filter' | 'order'>;
  /** How many to get at most. */
  count: number;
  signal: AbortSignal;
}

/** The first modules of a list, over as many pages as it takes, as one answer. */
export async function fetchModules(
  options: FetchModulesOptions,
): Promise<Answer<ModuleSummary>> {
  const { api, query, count, signal } = options;
  // By ref: a module that moves between two pages would be there twice.
  const items = new Map<string, ModuleSummary>();
  let cursor: string | undefined;
  let answer: Answer<ModuleSummary>;
  let left = count;
  do {
    const limit = Math.min(left, MAX_LIMIT);
    answer = await api.getModules({ ...query, limit, cursor }, { signal });
    answer.items.forEach(item => items.set(item.entityRef, item));
    left -= limit;
    cursor = answer.nextCursor;
  } while (cursor !== undefined && left > 0);
  return { ...answer, items: [...items.values()] };
}

import type {
  Answer,
  ModulesQuery,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { LISTED_FIELDS, type ListedModule } from './ListedModule';

const MAX_LIMIT = 500;

type Page = Answer<ListedModule>;

const joined = new WeakMap<Page, { pages: Page[]; answer: Page }>();

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
): Promise<Answer<ListedModule>> {
  const { api, query, count, signal } = options;
  const pages: Page[] = [];
  let cursor: string | undefined;
  let left = count;
  do {
    const limit = Math.min(left, MAX_LIMIT);
    const page = await api.getModules(
      { ...query, limit, cursor, fields: LISTED_FIELDS },
      { signal },
    );
    pages.push(page);
    left -= limit;
    cursor = page.nextCursor;
  } while (cursor !== undefined && left > 0);
  return joinPages(pages);
}

// The same pages become the same object: who shows it sees that nothing changed.
function joinPages(pages: Page[]): Page {
  const [first] = pages;
  if (pages.length === 1) {
    return first;
  }
  const known = joined.get(first);
  if (
    known?.pages.length === pages.length &&
    known.pages.every((page, index) => page === pages[index])
  ) {
    return known.answer;
  }
  // By ref: a module that moves between two pages would be there twice.
  const items = new Map(
    pages.flatMap(page => page.items.map(item => [item.entityRef, item])),
  );
  const answer = { ...pages[pages.length - 1], items: [...items.values()] };
  joined.set(first, { pages, answer });
  return answer;
}

import {
  FACETS,
  VERDICTS,
  type FacetId,
  type ModulesQuery,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { modules } from '../../translation/index';

/** An order of the list; a leading `-` turns it round. */
export type ModulesOrder = Exclude<keyof typeof modules.order, 'label'>;

/** The orders in which people choose them. */
export const MODULES_ORDERS: ModulesOrder[] = [
  'trouble',
  'name',
  '-name',
  'sync',
  '-sync',
  'compliance',
  '-compliance',
  'recovery',
  '-recovery',
];

const LIST_KEYS = ['owner', 'system', 'cluster'] as const;

/** What is asked of the list, as the address of the page keeps it. */
export interface ModulesSearch {
  /** Part of a name; empty is any. */
  name: string;
  verdicts: Record<FacetId, Verdict[]>;
  /** Entity refs. */
  owner: string[];
  system: string[];
  /** Names of clusters. */
  cluster: string[];
  order: ModulesOrder;
}

/** Reads the address; what it cannot mean is left out. */
export function fromSearchParams(params: URLSearchParams): ModulesSearch {
  const readVerdicts = (facet: FacetId): Verdict[] => {
    const found = readList(params, facet);
    return VERDICTS.filter(verdict => found.includes(verdict));
  };
  return {
    name: params.get('name') ?? '',
    verdicts: {
      sync: readVerdicts('sync'),
      compliance: readVerdicts('compliance'),
      recovery: readVerdicts('recovery'),
    },
    owner: readList(params, 'owner'),
    system: readList(params, 'system'),
    cluster: readList(params, 'cluster'),
    order:
      MODULES_ORDERS.find(order => order === params.get('order')) ?? 'trouble',
  };
}

/** Writes the address; parameters that belong to others stay. */
export function toSearchParams(
  search: ModulesSearch,
  current: URLSearchParams,
): URLSearchParams {
  const params = new URLSearchParams(current);
  const set = (key: string, value: string) =>
    value ? params.set(key, value) : params.delete(key);
  set('name', search.name);
  FACETS.forEach(facet => set(facet, search.verdicts[facet].join(',')));
  LIST_KEYS.forEach(key => set(key, search[key].join(',')));
  set('order', search.order === 'trouble' ? '' : search.order);
  return params;
}

/** What the backend is asked for. */
export function toModulesQuery(
  search: ModulesSearch,
): Pick<ModulesQuery, 'filter' | 'order'> {
  const { name, verdicts, owner, system, cluster, order } = search;
  const lists = { ...verdicts, owner, system, cluster };
  const filter: Record<string, string[]> = Object.fromEntries(
    Object.entries(lists).filter(([, values]) => values.length > 0),
  );
  const trimmed = name.trim();
  if (trimmed) {
    filter.name = [trimmed];
  }
  return { filter, order };
}

/** How many filters are set. */
export function countFilters(search: ModulesSearch): number {
  return Object.keys(toModulesQuery(search).filter ?? {}).length;
}

function readList(params: URLSearchParams, key: string): string[] {
  return (params.get(key) ?? '').split(',').filter(Boolean);
}

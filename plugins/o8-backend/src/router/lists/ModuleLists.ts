import { VERDICTS, type FacetId } from '@orchestr8/backstage-plugin-o8-common';
import { LRUCache } from 'lru-cache';
import type { IndexedModule, ModuleSnapshot } from '../../modules';
import type { VisibleModules } from '../../visibility';
import {
  filterParam,
  orderParam,
  pageParams,
  type Filter,
  type Order,
} from '../params';
import { placeItems, readPage, type Page, type PlacedItem } from './readPage';

/** In so many ways modules are kept in order: each holds all of them as they were then. */
const MAX_ORDERS = 4;

/** Which modules, in which order, and which page of them. */
export interface ModulesQuery {
  filter: Filter[];
  order: Order;
  limit: number;
  cursor?: string;
}

type Values = (module: IndexedModule) => (string | null)[];

const FILTERS: Record<string, Values> = {
  sync: ({ summary }) => [summary.facets.sync.verdict],
  compliance: ({ summary }) => [summary.facets.compliance.verdict],
  recovery: ({ summary }) => [summary.facets.recovery.verdict],
  owner: ({ summary }) => [summary.owner],
  system: ({ summary }) => [summary.system],
  tier: ({ summary }) => [summary.tier],
  cluster: ({ summary }) => summary.clusters,
  namespace: ({ namespaces }) => namespaces,
  binding: ({ summary }) => [summary.binding],
};

const ORDERS: Record<string, (module: IndexedModule) => string> = {
  trouble: ({ summary }) =>
    Object.values(summary.facets)
      .map(({ verdict }) => VERDICTS.indexOf(verdict))
      .sort()
      .join(''),
  name: ({ summary }) => summary.title.toLocaleLowerCase('en'),
  owner: ({ summary }) => summary.owner ?? '',
  system: ({ summary }) => summary.system ?? '',
  sync: module => rank(module, 'sync'),
  compliance: module => rank(module, 'compliance'),
  recovery: module => rank(module, 'recovery'),
};

/** The parameters of a list of modules. */
export const modulesParams = {
  ...pageParams,
  filter: filterParam([...Object.keys(FILTERS), 'name']),
  order: orderParam(Object.keys(ORDERS), 'trouble'),
};

/** The modules, list by list. */
export class ModuleLists {
  /** As they were ordered last: most modules stay where they are. */
  readonly #ordered = new LRUCache<string, Ordered>({ max: MAX_ORDERS });

  /** A page of the modules that somebody may see; of others nothing is counted. */
  read(options: {
    /** The route: a cursor of one is none of another. */
    list: 'modules' | 'fleet';
    snapshot: ModuleSnapshot;
    visible: VisibleModules;
    query: ModulesQuery;
  }): Page<IndexedModule> {
    const { list, snapshot, visible, query } = options;
    const matches = query.filter.map(toPredicate);
    const found = this.#inOrder(snapshot, query.order).filter(
      ({ ref, item }) =>
        visible.has(ref) && matches.every(match => match(item)),
    );
    return readPage(found, {
      ...query,
      list: [list, query.filter, query.order],
      descending: query.order.descending,
    });
  }

  #inOrder(snapshot: ModuleSnapshot, order: Order): PlacedModule[] {
    const { name, descending } = order;
    const id = `${descending ? '-' : ''}${name}`;
    const before = this.#ordered.get(id);
    if (before?.snapshot === snapshot) {
      return before.placed;
    }
    const placed = placeItems(
      placeAnew(snapshot, before?.placed ?? [], ORDERS[name]),
      { descending },
    );
    this.#ordered.set(id, { snapshot, placed });
    return placed;
  }
}

type PlacedModule = PlacedItem<IndexedModule>;

interface Ordered {
  snapshot: ModuleSnapshot;
  placed: PlacedModule[];
}

// In the order of before, in which hardly anything is left to be sorted; the places of
// those that did not change are known.
function placeAnew(
  { modules }: ModuleSnapshot,
  before: PlacedModule[],
  toKey: (module: IndexedModule) => string,
): PlacedModule[] {
  const placed: PlacedModule[] = [];
  for (const place of before) {
    const item = modules.get(place.ref);
    if (item) {
      placed.push(
        item === place.item ? place : { ...place, key: toKey(item), item },
      );
    }
  }
  if (placed.length < modules.size) {
    const known = new Set(placed.map(({ ref }) => ref));
    for (const [ref, item] of modules) {
      if (!known.has(ref)) {
        placed.push({ key: toKey(item), ref, item });
      }
    }
  }
  return placed;
}

function toPredicate({
  key,
  values,
}: Filter): (module: IndexedModule) => boolean {
  if (key === 'name') {
    const parts = values.map(value => value.toLocaleLowerCase('en'));
    return ({ summary: { title, module, entityRef } }) =>
      [title, module, entityRef].some(name => {
        const text = name.toLocaleLowerCase('en');
        return parts.some(part => text.includes(part));
      });
  }
  const wanted = new Set(values);
  return module => FILTERS[key](module).some(value => wanted.has(value ?? ''));
}

function rank({ summary }: IndexedModule, facet: FacetId): string {
  return String(VERDICTS.indexOf(summary.facets[facet].verdict));
}

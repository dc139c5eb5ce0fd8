import { InputError } from '@backstage/errors';
import {
  VERDICTS,
  type FacetId,
  type ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';

/** Which modules, in which order. */
export interface ModulesQueryOptions {
  /** Each `key=value`; values separated by commas are alternatives. */
  filters: string[];
  order: string;
}

type Values = (module: ModuleSummary) => (string | null)[];

const FILTERS: Record<string, Values> = {
  sync: module => [module.facets.sync.verdict],
  compliance: module => [module.facets.compliance.verdict],
  recovery: module => [module.facets.recovery.verdict],
  owner: module => [module.owner],
  system: module => [module.system],
  tier: module => [module.tier],
  cluster: module => module.clusters,
  binding: module => [module.binding],
};

const ORDERS: Record<string, (module: ModuleSummary) => string> = {
  trouble: module =>
    Object.values(module.facets)
      .map(({ verdict }) => VERDICTS.indexOf(verdict))
      .sort()
      .join(''),
  name: module => module.title.toLocaleLowerCase('en'),
  owner: module => module.owner ?? '',
  system: module => module.system ?? '',
  sync: module => rank(module, 'sync'),
  compliance: module => rank(module, 'compliance'),
  recovery: module => rank(module, 'recovery'),
};

/**
 * The modules that match all filters, in the order asked for; equal ones by name.
 * Throws an `InputError` for a filter or an order that there is not.
 */
export function queryModules(
  modules: ModuleSummary[],
  options: ModulesQueryOptions,
): ModuleSummary[] {
  const matches = options.filters.map(toPredicate);
  const compare = toComparison(options.order);
  return modules
    .filter(module => matches.every(match => match(module)))
    .sort((a, b) => compare(a, b) || (a.entityRef < b.entityRef ? -1 : 1));
}

function toPredicate(filter: string): (module: ModuleSummary) => boolean {
  const [key, ...rest] = filter.split('=');
  const text = rest.join('=');
  if (rest.length === 0) {
    throw new InputError(`Wrong filter "${filter}": expected "key=value"`);
  }
  if (key === 'name') {
    const part = text.toLocaleLowerCase('en');
    return ({ title, module, entityRef }) =>
      [title, module, entityRef].some(name =>
        name.toLocaleLowerCase('en').includes(part),
      );
  }
  if (!Object.hasOwn(FILTERS, key)) {
    const known = [...Object.keys(FILTERS), 'name'].join(', ');
    throw new InputError(`Unknown filter "${key}": there are ${known}`);
  }
  const wanted = text.split(',');
  return module =>
    FILTERS[key](module).some(value => wanted.includes(value ?? ''));
}

function toComparison(
  order: string,
): (a: ModuleSummary, b: ModuleSummary) => number {
  const name = order.replace(/^-/, '');
  if (!Object.hasOwn(ORDERS, name)) {
    const known = Object.keys(ORDERS).join(', ');
    throw new InputError(`Unknown order "${order}": there are ${known}`);
  }
  const sign = order.startsWith('-') ? -1 : 1;
  return (a, b) => sign * compareTexts(ORDERS[name](a), ORDERS[name](b));
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function rank(module: ModuleSummary, facet: FacetId): string {
  return String(VERDICTS.indexOf(module.facets[facet].verdict));
}

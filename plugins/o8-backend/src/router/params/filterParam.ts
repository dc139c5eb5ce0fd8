import { describedAs } from './describedAs';
import { listParam } from './listParam';

/** More than forms offer; each is held against every module. */
const MAX_VALUES = 100;

/** A key of which one of some values must match. */
export interface Filter {
  key: string;
  values: string[];
}

/**
 * The parameter `filter` of a list that has these keys: `key=value`, repeated. A comma
 * separates alternatives; one inside of a value is written `\,`, a backslash `\\`.
 */
export function filterParam(keys: string[]) {
  return listParam
    .transform((texts, context): Filter[] => {
      const filters = texts.flatMap(text => {
        const filter = parseFilter(text, keys);
        if (typeof filter === 'string') {
          context.addIssue(filter);
          return [];
        }
        return filter;
      });
      if (filters.flatMap(({ values }) => values).length > MAX_VALUES) {
        context.addIssue(`more than ${MAX_VALUES} values in all`);
      }
      return filters;
    })
    .meta({
      description:
        '`key=value`; all filters must match. A comma separates values of which one must match; one inside of a value is `\\,`, a backslash `\\\\`. At most 100 values in all.',
      override: describedAs({
        type: 'array',
        maxItems: MAX_VALUES,
        items: {
          type: 'string',
          pattern: `^(${keys.join('|')})=([^\\\\]|\\\\[,\\\\])*$`,
        },
        default: [],
      }),
    });
}

function parseFilter(text: string, keys: string[]): Filter | string {
  const end = text.indexOf('=');
  const quoted = JSON.stringify(text);
  if (end < 0) {
    return `expected "key=value" instead of ${quoted}`;
  }
  const key = text.slice(0, end);
  if (!keys.includes(key)) {
    return `unknown key ${JSON.stringify(key)}: there are ${keys.join(', ')}`;
  }
  const values = splitValues(text.slice(end + 1));
  return values
    ? { key, values }
    : `a backslash stands before a comma or a backslash only, in ${quoted}`;
}

function splitValues(text: string): string[] | undefined {
  const values = [''];
  for (const [part] of text.matchAll(/\\[,\\]|[^]/gu)) {
    if (part === '\\') {
      return undefined;
    }
    if (part === ',') {
      values.push('');
    } else {
      values[values.length - 1] += part.startsWith('\\') ? part[1] : part;
    }
  }
  return values;
}

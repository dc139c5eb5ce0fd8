import { isRecord, type JsonRecord } from '../parseManifests';
import { RenderError } from '../RenderError';

const VALUE = /^\$\{([^{}|]+(?:\|[^{}|]+)+)\}$/;
const PLACEHOLDER = /\$\{([^{}]*)\}/g;

/** What the placeholders of a stand-in stand for. */
export interface Installation {
  release: string;
  fullname: string;
  values: JsonRecord;
}

/**
 * Fills in `${release}`, `${fullname}` and `${path.of.a.value|another.path|default}`.
 *
 * @throws RenderError for other placeholders, and for values that are no single value
 */
export function fillPlaceholders(
  value: unknown,
  installation: Installation,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => fillPlaceholders(item, installation));
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([field, child]) => [
        field,
        fillPlaceholders(child, installation),
      ]),
    );
  }
  return typeof value === 'string' ? fillText(value, installation) : value;
}

function fillText(text: string, installation: Installation): unknown {
  const [, alternatives] = VALUE.exec(text) ?? [];
  if (alternatives !== undefined) {
    return findValue(alternatives.split('|'), installation.values);
  }
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    if (name === 'release' || name === 'fullname') return installation[name];
    const choices = name.split('|');
    if (choices.length > 1) return `${findValue(choices, installation.values)}`;
    throw new RenderError(`the stand-in has the unknown placeholder ${whole}`);
  });
}

/** The first value that is there; the last choice is a number, a flag or text itself. */
function findValue(choices: readonly string[], values: JsonRecord): unknown {
  for (const path of choices.slice(0, -1)) {
    const found = path
      .split('.')
      .reduce<unknown>(
        (value, field) =>
          isRecord(value) && Object.hasOwn(value, field)
            ? value[field]
            : undefined,
        values,
      );
    if (found === undefined || found === null) continue;
    if (typeof found !== 'object') return found;
    throw new RenderError(`the value "${path}" must be a single value`);
  }
  const last = choices[choices.length - 1];
  return /^(?:\d+|true|false)$/.test(last) ? JSON.parse(last) : last;
}

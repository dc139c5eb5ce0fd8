/** One part of a label selector: what it says of one label. */
export interface Requirement {
  key: string;
  /** `exists` and `absent` have no values. */
  operator: 'in' | 'notIn' | 'exists' | 'absent';
  values: string[];
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const KEY = `(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?${NAME}`;
const VALUE = new RegExp(`^(?:${NAME})?$`);

const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(.*)$`);
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);
/** Longer ones are written by nobody, and would be compared with many objects. */
const MAX_LENGTH = 2_000;

/**
 * A label selector as Kubernetes and Argo CD write it: `a=b,c!=d,e in (f,g),h,!i`.
 * Undefined for anything else, and for one that only says what is not meant: it would
 * mean nearly everything.
 */
export function parseLabelSelector(text: string): Requirement[] | undefined {
  if (text.length > MAX_LENGTH) {
    return undefined;
  }
  const found = splitOutsideSets(text).map(part =>
    parseRequirement(part.trim()),
  );
  const requirements = found.filter(requirement => requirement !== undefined);
  const isReadable = requirements.length === found.length;
  return isReadable && requirements.some(isPositive) ? requirements : undefined;
}

function splitOutsideSets(text: string): string[] {
  const parts = [''];
  let isInside = false;
  for (const sign of text) {
    if (sign === '(' || sign === ')') {
      isInside = sign === '(';
    }
    if (sign === ',' && !isInside) {
      parts.push('');
    } else {
      parts[parts.length - 1] += sign;
    }
  }
  return parts;
}

function parseRequirement(text: string): Requirement | undefined {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, sign, value] = equality;
    return VALUE.test(value)
      ? { key, operator: sign === '!=' ? 'notIn' : 'in', values: [value] }
      : undefined;
  }
  const set = SET.exec(text);
  if (set) {
    const [, key, word, list] = set;
    const values = list.split(',').map(value => value.trim());
    return values.every(value => VALUE.test(value))
      ? { key, operator: word === 'in' ? 'in' : 'notIn', values }
      : undefined;
  }
  const [, not, key] = EXISTENCE.exec(text) ?? [];
  return key
    ? { key, operator: not ? 'absent' : 'exists', values: [] }
    : undefined;
}

function isPositive({ operator }: Requirement): boolean {
  return operator === 'in' || operator === 'exists';
}

/** Whether labels are as a selector says. */
export function isSelected(
  requirements: Requirement[],
  labels: Record<string, string>,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'in':
        return value !== undefined && values.includes(value);
      case 'notIn':
        // As Kubernetes has it: what lacks the label differs from every value.
        return value === undefined || !values.includes(value);
      case 'exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}

/**
 * The requirement that objects are looked up by: all that are selected meet it, so that
 * the others need not be looked at. The one that says most comes first.
 */
export function findIndexRequirement(requirements: Requirement[]): Requirement {
  const positive = requirements.filter(isPositive);
  return (
    positive.find(({ values }) => values.length === 1) ??
    positive.find(({ operator }) => operator === 'in') ??
    positive[0]
  );
}

/**
 * How a claim is found by the labels of an object: `key=value` if one value is meant,
 * else the key alone. An object looks for both of each of its labels.
 */
export function toIndexLabel({ key, values }: Requirement): string {
  return values.length === 1 ? `${key}=${values[0]}` : key;
}

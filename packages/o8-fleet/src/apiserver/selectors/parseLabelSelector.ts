import type { KubeObject } from '../../types';
import { badRequest } from '../refusals';

/** Says whether an object is selected. */
export type Predicate = (object: KubeObject) => boolean;

type Labels = Record<string, string>;

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const MEMBERSHIP = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const MEMBER = new RegExp(`^${VALUE}$`);
// A comma that is not inside of the parentheses of a set.
const COMMA = /,(?![^(]*\))/;

/** Reads a `labelSelector`: equality, sets, existence, all of which must hold. */
export function parseLabelSelector(text: string): Predicate {
  const terms = text
    .split(COMMA)
    .filter((term, _, all) => all.length > 1 || term.trim() !== '')
    .map(term => parseTerm(term.trim()));
  return object => {
    const labels = object.metadata.labels ?? {};
    return terms.every(term => term(labels));
  };
}

function parseTerm(term: string): (labels: Labels) => boolean {
  const exists = EXISTS.exec(term);
  if (exists) {
    const [, not, key] = exists;
    return labels => Object.hasOwn(labels, key) === (not === '');
  }
  const equality = EQUALITY.exec(term);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => valueOf(labels, key) !== value
      : labels => valueOf(labels, key) === value;
  }
  const membership = MEMBERSHIP.exec(term);
  const values = membership?.[3].split(',').map(value => value.trim());
  if (membership && values?.every(value => MEMBER.test(value))) {
    const [, key, operator] = membership;
    const isIn = (labels: Labels) => {
      const value = valueOf(labels, key);
      return value !== undefined && values.includes(value);
    };
    // An object without the label is "not in" every set.
    return operator === 'in' ? isIn : labels => !isIn(labels);
  }
  throw badRequest(`unable to parse requirement: "${term}"`);
}

function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

import { badRequest } from '../refusals';
import type { Predicate } from './parseLabelSelector';

const EVERY_KIND = ['metadata.name', 'metadata.namespace'];

/** The further fields that API servers index, by kind of the core group. */
const FIELDS_BY_KIND: Record<string, string[]> = {
  Event: [
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  Pod: ['spec.nodeName', 'status.phase'],
};

const TERM = /^([A-Za-z0-9.]+)(==|!=|=)(.*)$/;

/** Reads a `fieldSelector`: (in)equality of the few fields that a kind can be selected by. */
export function parseFieldSelector(
  text: string,
  kind: { group: string; kind: string },
): Predicate {
  const fields = new Set([
    ...EVERY_KIND,
    ...(kind.group === '' ? FIELDS_BY_KIND[kind.kind] ?? [] : []),
  ]);
  const terms = text
    .split(',')
    .filter(term => term !== '')
    .map(term => parseTerm(term, fields));
  return object => terms.every(holds => holds(object));
}

function parseTerm(term: string, fields: ReadonlySet<string>): Predicate {
  const match = TERM.exec(term);
  if (!match) {
    throw badRequest(`invalid selector: '${term}'; can't understand it`);
  }
  const [, field, operator, value] = match;
  if (!fields.has(field)) {
    throw badRequest(`field label not supported: ${field}`);
  }
  const path = field.split('.');
  const wantsEqual = operator !== '!=';
  return object => (read(object, path) === value) === wantsEqual;
}

/** A field that is absent counts as empty. */
function read(object: object, path: string[]): string {
  let value: unknown = object;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null
        ? Reflect.get(value, step)
        : undefined;
  }
  return typeof value === 'string' ? value : '';
}

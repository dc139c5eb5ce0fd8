import type { z } from 'zod';
import { isRecord } from '../render/parseManifests';
import { idOf } from '../tracking';
import type { Manifest } from '../types';
import { findSchema } from './schemas';

/** More than these help nobody in a message. */
const MAX_PROBLEMS = 5;
const MAX_VALUE_LENGTH = 80;

/** What a server says of a value without calling it invalid. */
const WITH_VALUE = /^(?:Not found|Duplicate value)$/;

const TYPES: Record<string, string> = {
  array: 'list',
  boolean: 'boolean',
  int: 'numeric (int or float)',
  number: 'numeric (int or float)',
  object: 'map',
  record: 'map',
  string: 'string',
};

interface Problem {
  /** A server finds out what has another form before it judges any value. */
  isForm: boolean;
  message: string;
}

/** Why no server would take an object, in a server's words; undefined for a good one. */
export function findSchemaProblem(manifest: Manifest): string | undefined {
  const { group, kind, namespace, name } = idOf(manifest);
  const result = findSchema({ group, kind })?.safeParse(manifest);
  if (!result || result.success) return undefined;
  const problems = result.error.issues.flatMap(issue =>
    toProblems(issue, manifest),
  );
  const forms = problems.filter(({ isForm }) => isForm);
  const messages = (forms.length > 0 ? forms : problems)
    .slice(0, MAX_PROBLEMS)
    .map(({ message }) => message);
  if (forms.length > 0) {
    const path = namespace ? `${namespace}/${name}` : `/${name}`;
    return (
      `failed to create typed patch object (${path}; ${manifest.apiVersion}, ` +
      `Kind=${kind}): ${messages.join(', ')}`
    );
  }
  const many = messages.length > 1;
  return (
    `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ` +
    `${many ? '[' : ''}${messages.join(', ')}${many ? ']' : ''}`
  );
}

function toProblems(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const { path } = issue;
  const value = valueAt(root, path);
  const isMissing = value === undefined || value === null;
  const form = (what: string, at: readonly PropertyKey[] = path): Problem => ({
    isForm: true,
    message: `${toPath(root, at)}: ${what}`,
  });
  const invalid = (what: string): Problem[] => [
    { isForm: false, message: `${toFieldPath(path)}: ${what}` },
  ];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key =>
      form('field not declared in schema', [...path, key]),
    );
  }
  const isNeeded = issue.message === 'Required value';
  if (isMissing || isNeeded || isEmptyButNeeded(issue, value)) {
    return invalid('Required value');
  }
  if (issue.code === 'invalid_type' && !Number.isFinite(value)) {
    return [form(`expected ${TYPES[issue.expected]}, got ${show(value)}`)];
  }
  if (issue.code === 'invalid_type') {
    const type = TYPES[issue.expected];
    const what = `Invalid value: ${show(value)}: must be an integer`;
    return issue.expected === 'int'
      ? invalid(what)
      : [form(`expected ${type}, got ${show(value)}`)];
  }
  if (issue.code === 'invalid_union')
    return fromUnion(issue, value, form, invalid);
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(each => JSON.stringify(each)).join(', ');
    return typeof value === 'string'
      ? invalid(`Unsupported value: ${show(value)}: supported values: ${words}`)
      : [form(`expected string, got ${show(value)}`)];
  }
  return invalid(
    WITH_VALUE.test(issue.message)
      ? `${issue.message}: ${show(value)}`
      : `Invalid value: ${show(value)}: ${reasonOf(issue)}`,
  );
}

/** Of a value that may be a number or text, what is said of the one that it is. */
function fromUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  form: (what: string) => Problem,
  invalid: (what: string) => Problem[],
): Problem[] {
  const [own] = issue.errors.flatMap(([first]) =>
    first && first.code !== 'invalid_type' ? [first] : [],
  );
  return own
    ? invalid(`Invalid value: ${show(value)}: ${reasonOf(own)}`)
    : [form(`expected string or number, got ${show(value)}`)];
}

function isEmptyButNeeded(issue: z.core.$ZodIssue, value: unknown): boolean {
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty && issue.code === 'too_small';
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') {
    return `must be greater than or equal to ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `must be no more than ${issue.maximum} characters`
      : `must be less than or equal to ${issue.maximum}`;
  }
  if (issue.code === 'invalid_key') {
    return issue.issues[0]?.message ?? issue.message;
  }
  return issue.message;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      Array.isArray(value) || isRecord(value)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
}

/** As typed objects write it: `.spec.containers[name="app"].image`. */
function toPath(root: unknown, path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key !== 'number') return `.${String(key)}`;
      const element = valueAt(root, path.slice(0, index + 1));
      const name = isRecord(element) ? element.name : undefined;
      return typeof name === 'string' ? `[name="${name}"]` : `[${key}]`;
    })
    .join('');
}

/** As validations write it: `spec.containers[0].image`. */
function toFieldPath(path: readonly PropertyKey[]): string {
  return path
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function show(value: unknown): string {
  const json = JSON.stringify(value) ?? `${value}`;
  return json.length > MAX_VALUE_LENGTH
    ? `${json.slice(0, MAX_VALUE_LENGTH)}...`
    : json;
}

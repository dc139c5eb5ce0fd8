import { z } from 'zod';
import { isRecord } from '../render/parseManifests';
import type { Manifest, ObjectId } from '../types';

const rulesSchema = z.array(
  z.looseObject({
    group: z.string().default(''),
    kind: z.string(),
    name: z.string().optional(),
    namespace: z.string().optional(),
    jsonPointers: z.array(z.string()).default([]),
    jqPathExpressions: z.array(z.string()).default([]),
  }),
);

/** The pointers of an Application's `ignoreDifferences` that are for an object. */
export function ignoredPointers(rules: unknown, id: ObjectId): string[] {
  const result = rulesSchema.safeParse(rules ?? []);
  if (!result.success) return [];
  const is = (wanted: string | undefined, value: string | undefined) =>
    !wanted || wanted === '*' || wanted === (value ?? '');
  return result.data
    .filter(
      rule =>
        (rule.group === '*' || rule.group === id.group) &&
        is(rule.kind, id.kind) &&
        is(rule.name, id.name) &&
        is(rule.namespace, id.namespace),
    )
    .flatMap(({ jsonPointers, jqPathExpressions }) => [
      ...jsonPointers,
      ...jqPathExpressions.flatMap(each => toPointer(each) ?? []),
    ]);
}

/** A step of a plain path of jq: `.name`, `["name"]` or `[]`. */
const PART = /\.[A-Za-z_]\w*|\["[^"\\]+"\]|\[\]/g;

/** In a pointer, all items of a list; no list has an item of this name. */
const EACH = '*';

/** Whether a pointer leads into lists, which are only ever written whole. */
export function isInLists(pointer: string): boolean {
  return pointer.split('/').includes(EACH);
}

/**
 * An expression of jq that is a plain path, such as `.spec.http[].route[].weight`, as a
 * pointer. Others are not evaluated: what only they exempt is compared.
 */
function toPointer(expression: string): string | undefined {
  const parts = expression.match(PART) ?? [];
  if (parts.length === 0 || parts.join('') !== expression) return undefined;
  return parts
    .map(part => {
      if (part === '[]') return `/${EACH}`;
      const name = part.startsWith('.') ? part.slice(1) : part.slice(2, -2);
      return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    })
    .join('');
}

/** The object without what the pointers say. */
export function withoutPointers(
  manifest: Manifest,
  pointers: readonly string[],
): Manifest {
  return pointers.reduce<Manifest>(
    (result, pointer) =>
      without(result, pointer.split('/').slice(1).map(unescape)) as Manifest,
    manifest,
  );
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function without(value: unknown, path: readonly string[]): unknown {
  const [field, ...rest] = path;
  if (Array.isArray(value) && field === EACH) {
    return value.map(item => without(item, rest));
  }
  if (!isRecord(value) || !Object.hasOwn(value, field)) return value;
  if (rest.length > 0) {
    return { ...value, [field]: without(value[field], rest) };
  }
  const { [field]: _, ...others } = value;
  return others;
}

import { z } from 'zod';
import { isRecord } from '../render/parseManifests';
import type { Manifest, ObjectId } from '../types';

const rulesSchema = z.array(
  z.looseObject({
    group: z.string().default(''),
    kind: z.string(),
    name: z.string().optional(),
    namespace: z.string().optional(),
    // jqPathExpressions are not evaluated: what only they exempt is compared.
    jsonPointers: z.array(z.string()).default([]),
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
    .flatMap(rule => rule.jsonPointers);
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

/** Items of lists are left: a list is compared whole. */
function without(value: unknown, path: readonly string[]): unknown {
  const [field, ...rest] = path;
  if (!isRecord(value) || !Object.hasOwn(value, field)) return value;
  if (rest.length > 0) {
    return { ...value, [field]: without(value[field], rest) };
  }
  const { [field]: _, ...others } = value;
  return others;
}

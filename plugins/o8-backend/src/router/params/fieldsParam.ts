import { z } from 'zod';
import { describedAs } from './describedAs';

/** Which fields of an object are wanted, and which of theirs; none: as it is. */
export interface FieldTree {
  [field: string]: FieldTree;
}

/**
 * The parameter `fields` of an answer with items of a schema: names, separated by commas,
 * with dots for fields of fields. Lists are looked through. Undefined if all are wanted.
 */
export function fieldsParam(schema: z.ZodType) {
  return z
    .string('expected names, separated by commas')
    .transform((text, context): FieldTree => {
      const tree: FieldTree = {};
      for (const path of text.split(',')) {
        const problem = addPath(tree, path, schema);
        if (problem) {
          context.addIssue(problem);
        }
      }
      return tree;
    })
    .optional()
    .meta({
      description:
        'Only these fields of the items; with dots for fields of fields',
      param: { style: 'form', explode: false },
      override: describedAs({
        type: 'array',
        items: { type: 'string', pattern: patternOf(schema) },
      }),
    });
}

function patternOf(schema: z.ZodType): string {
  const names = Object.keys(shapeOf(schema) ?? {});
  return `^(${names.join('|')})(\\.[A-Za-z]+)*$`;
}

function addPath(
  tree: FieldTree,
  path: string,
  schema: z.ZodType,
): string | undefined {
  const names = path.split('.');
  const known: string[] = [];
  let shape = shapeOf(schema);
  for (const name of names) {
    if (!shape || !Object.hasOwn(shape, name)) {
      return `unknown ${JSON.stringify(path)}: ${describe(known, shape)}`;
    }
    known.push(name);
    shape = shapeOf(shape[name]);
  }
  merge(tree, names);
  return undefined;
}

function describe(
  known: string[],
  shape: Record<string, z.ZodType> | undefined,
): string {
  const owner = JSON.stringify(known.join('.'));
  if (!shape) {
    return `${owner} has no fields to choose from`;
  }
  const names = Object.keys(shape).join(', ');
  return known.length > 0 ? `${owner} has ${names}` : `there are ${names}`;
}

/** The fields that values of a schema have, whatever they are. */
function shapeOf(schema: unknown): Record<string, z.ZodType> | undefined {
  if (schema instanceof z.ZodObject) {
    return schema.shape;
  }
  if (schema instanceof z.ZodArray) {
    return shapeOf(schema.element);
  }
  if (schema instanceof z.ZodIntersection) {
    const { left, right } = schema.def;
    return { ...shapeOf(left), ...shapeOf(right) };
  }
  const isWrapper = [z.ZodNullable, z.ZodOptional, z.ZodLazy].some(
    wrapper => schema instanceof wrapper,
  );
  return isWrapper ? shapeOf((schema as z.ZodOptional).unwrap()) : undefined;
}

// A field that is wanted as it is stays so, also if a part of it is named beside it.
function merge(tree: FieldTree, names: string[]): void {
  const last = names.length - 1;
  let at = tree;
  for (const name of names.slice(0, last)) {
    if (Object.hasOwn(at, name) && isEmpty(at[name])) {
      return;
    }
    at[name] ??= {};
    at = at[name];
  }
  at[names[last]] = {};
}

/** A value with the wanted fields only, in their order of the value. */
export function pickFields(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) {
    return value.map(item => pickFields(item, tree));
  }
  if (typeof value !== 'object' || value === null || isEmpty(tree)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => Object.hasOwn(tree, name))
      .map(([name, field]) => [name, pickFields(field, tree[name])]),
  );
}

function isEmpty(tree: FieldTree): boolean {
  return Object.keys(tree).length === 0;
}

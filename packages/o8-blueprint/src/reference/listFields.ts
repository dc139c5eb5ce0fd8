/** What of JSON Schema the schemas of specs and landing zones use. */
export interface JsonSchema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** A field of a document, as a row of its reference. */
export interface Field {
  /** Such as `spec.placements[].cluster`. */
  path: string;
  type: string;
  default: string;
  meaning: string;
}

/** All fields of a schema in their order, those in others below them. */
export function listFields(schema: JsonSchema, at = ''): Field[] {
  const parts = schema.anyOf?.filter(part => part.properties) ?? [schema];
  return parts.flatMap(part =>
    Object.entries(part.properties ?? {}).flatMap(([name, child]) => {
      const path = at ? `${at}.${name}` : name;
      // Of a choice each part needs its fields, and the whole none of them.
      const isRequired =
        !schema.anyOf && part.required?.includes(name) === true;
      return [
        {
          path,
          type: sayType(child),
          default: isRequired ? 'required' : sayDefault(child),
          meaning: child.description ?? '',
        },
        ...listInner(child, path),
      ];
    }),
  );
}

function listInner(child: JsonSchema, path: string): Field[] {
  const { items, additionalProperties } = child;
  if (items) {
    return listFields(items, `${path}[]`);
  }
  return typeof additionalProperties === 'object'
    ? listFields(additionalProperties, `${path}.<name>`)
    : listFields(child, path);
}

/** What a value is, in a few words. */
function sayType(schema: JsonSchema): string {
  const { title, anyOf, items, additionalProperties } = schema;
  if (schema.const !== undefined || schema.enum) {
    return [schema.const ?? schema.enum].flat().map(sayValue).join(', ');
  }
  if (items) {
    const what = items.properties ? '' : ` (${sayType(items)})`;
    return `list${what}${sayRange(
      schema.minItems,
      schema.maxItems,
      'entries',
    )}`;
  }
  if (title) {
    return `${title}${sayLength(schema)}`;
  }
  if (anyOf) {
    const parts = anyOf.map(sayType);
    return [...new Set(parts)].join(' or ');
  }
  if (typeof additionalProperties === 'object') {
    return additionalProperties.properties
      ? 'map'
      : `map (${sayType(additionalProperties)})`;
  }
  return `${sayPlainType(schema)}${sayLength(schema)}`;
}

function sayPlainType({ type, minimum, maximum }: JsonSchema): string {
  switch (type) {
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `whole number${sayRange(minimum, maximum)}`;
    case 'number':
      return `number${sayRange(minimum, maximum)}`;
    case 'string':
      return 'text';
    case 'object':
      return 'object';
    default:
      return 'any value';
  }
}

function sayLength({ maxLength }: JsonSchema): string {
  return maxLength === undefined ? '' : `, at most ${maxLength} characters`;
}

function sayRange(least?: number, most?: number, unit?: string): string {
  const words = unit ? ` ${unit}` : '';
  const isBounded = most !== undefined && most < Number.MAX_SAFE_INTEGER;
  if (isBounded) {
    return least === undefined
      ? `, at most ${most}${words}`
      : `, ${least} to ${most}${words}`;
  }
  return least === undefined ? '' : `, at least ${least}${words}`;
}

function sayDefault({ default: value, properties }: JsonSchema): string {
  if (value !== undefined && properties) {
    return 'its defaults';
  }
  if (value === undefined) {
    return '–';
  }
  if (typeof value !== 'object' || value === null) {
    return sayValue(value);
  }
  const entries = Object.entries(value);
  return entries.length === 0
    ? 'empty'
    : entries.map(([key, each]) => sayValue(`${key}: ${each}`)).join(', ');
}

function sayValue(value: unknown): string {
  return `\`${value}\``;
}

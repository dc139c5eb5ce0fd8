import fc from 'fast-check';
import type { Description } from '../openapi';

/** A request, as a client would send it. */
export interface FuzzedRequest {
  operationId: string;
  method: 'get' | 'post';
  /** Below `/v1`, with its parameters. */
  url: string;
  body?: string;
  contentType?: string;
  headers: Record<string, string>;
}

interface Schema {
  type?: string;
  enum?: string[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  $ref?: string;
}

interface Parameter {
  in: string;
  name: string;
  schema: Schema;
  explode?: boolean;
}

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** What has broken others: numbers at their ends, texts that are no texts, and code. */
const HOSTILE = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  '9007199254740993',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  "' OR 1=1 --",
  '"; DROP TABLE facts; --',
  '${7*7}',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: a=b',
  '\u202e',
  '\ud800',
  '\uffff',
  '💥',
  'ı',
  'x'.repeat(3_000),
  '%',
  '%00',
  '%zz',
  '2026-02-30',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00+14:00',
  'eyJ',
  'bnVsbA',
  'WyJhIiwiYiIsImMiXQ',
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Requests of each operation of a description: valid, nearly valid, and hostile ones. */
export function createArbitraries(
  description: Description,
  known: Record<string, string[]>,
): fc.Arbitrary<FuzzedRequest> {
  const operations = Object.entries(description.paths ?? {}).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) =>
        toRequest({
          path,
          method: method as FuzzedRequest['method'],
          operation: operation as unknown as Operation,
          description,
          known,
        }),
      ),
  );
  return fc.oneof(...operations);
}

function toRequest(options: {
  path: string;
  method: FuzzedRequest['method'];
  operation: Operation;
  description: Description;
  known: Record<string, string[]>;
}): fc.Arbitrary<FuzzedRequest> {
  const { path, method, operation, description, known } = options;
  const { operationId, parameters = [] } = operation;
  const ofPlace = (place: string) =>
    parameters.filter(parameter => parameter.in === place);
  const segments = fc.record(
    Object.fromEntries(
      ofPlace('path').map(({ name }) => [
        name,
        // Mostly something that is there, or nothing would be reached behind it.
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...(known[name] ?? ['a'])) },
          { weight: 1, arbitrary: hostile },
        ),
      ]),
    ),
  );
  const schema = operation.requestBody?.content['application/json'].schema;
  return fc.record({
    operationId: fc.constant(operationId),
    method: fc.constant(method),
    url: fc
      .tuple(segments, toQuery(ofPlace('query'), known))
      .map(([names, query]) => fillPath(path, names) + query),
    ...(schema && { body: toBody(schema, description, known) }),
    contentType: fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('text/plain', 'application/json; charset=x'),
      },
    ),
    headers: fc.oneof(
      { weight: 5, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Record<string, string>>(
          { 'If-None-Match': '*' },
          { 'If-None-Match': 'W/"a", "' },
          { 'Accept-Encoding': 'gzip;q=2, *;q=' },
          { Accept: 'text/html' },
        ),
      },
    ),
  });
}

function fillPath(path: string, names: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => encode(names[name]) || '%20');
}

// Half a sign cannot be sent; clients send this in its place.
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function toQuery(
  parameters: Parameter[],
  known: Record<string, string[]>,
): fc.Arbitrary<string> {
  const named = parameters.map(parameter =>
    fc.option(
      toTexts(parameter, known[parameter.name]).map(texts =>
        texts.map(text => `${parameter.name}=${encode(text)}`),
      ),
      { nil: [], freq: 2 },
    ),
  );
  const unknown = fc.oneof(
    { weight: 19, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(['colour=red'], ['__proto__[a]=1'], ['&&=&%']),
    },
  );
  return fc
    .tuple(...named, unknown)
    .map(parts => parts.flat().join('&'))
    .map(text => (text ? `?${text}` : ''));
}

/** The values of a parameter as they are sent: several where it is repeated. */
function toTexts(
  { schema, explode = true }: Parameter,
  known: string[] | undefined,
): fc.Arbitrary<string[]> {
  const one = known ? fc.constantFrom(...known) : toText(schema);
  const valid =
    schema.type === 'array'
      ? fc
          .array(toText(schema.items ?? {}), { minLength: 1, maxLength: 3 })
          .map(texts => (explode ? texts : [texts.join(',')]))
      : one.map(text => [text]);
  // Of many parameters, one that is wrong is enough for a 400.
  return fc.oneof(
    { weight: 20, arbitrary: valid },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, hostile)
        .map(([[text], more]) => [text + more]),
    },
    { weight: 1, arbitrary: fc.array(hostile, { minLength: 1, maxLength: 2 }) },
  );
}

function toText(schema: Schema): fc.Arbitrary<string> {
  if (schema.anyOf) {
    return fc.oneof(...schema.anyOf.map(toText));
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  if (schema.pattern) {
    return fc.stringMatching(new RegExp(schema.pattern, 'u'), {
      size: 'small',
    });
  }
  switch (schema.format) {
    case 'date':
      return toTime().map(time => time.slice(0, 10));
    case 'date-time':
      return toTime();
    default:
      return schema.type === 'integer'
        ? fc.integer({ min: schema.minimum, max: schema.maximum }).map(String)
        : hostile;
  }
}

function toTime(): fc.Arbitrary<string> {
  return fc
    .date({
      min: new Date('2026-11-20T00:00:00Z'),
      max: new Date('2026-11-25T00:00:00Z'),
      noInvalidDate: true,
    })
    .map(date => date.toISOString());
}

/** A body as it is sent: what is described, with something wrong in it, or anything. */
function toBody(
  schema: Schema,
  description: Description,
  known: Record<string, string[]>,
): fc.Arbitrary<string> {
  const described = resolve(schema, description);
  const fields = Object.entries(described.properties ?? {}).map(
    ([name, field]) => [name, toValue(field, known[name])],
  );
  const valid = fc.record(Object.fromEntries(fields));
  const partial = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(value => JSON.stringify(value)) },
    { weight: 2, arbitrary: partial.map(value => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        '[[',
        '{"__proto__":1}',
        '\0',
        '1e999',
      ),
    },
  );
}

function toValue(schema: Schema, known: string[] = []): fc.Arbitrary<unknown> {
  const there: fc.WeightedArbitrary<unknown>[] =
    known.length > 0
      ? [{ weight: 8, arbitrary: fc.constantFrom<unknown>(...known) }]
      : [];
  return fc.oneof(
    ...there,
    { weight: 3, arbitrary: toDescribed(schema) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

function toDescribed({ anyOf, type }: Schema): fc.Arbitrary<unknown> {
  if (anyOf) {
    return fc.oneof(...anyOf.map(part => toValue(part)));
  }
  return type === 'object' ? fc.dictionary(hostile, fc.jsonValue()) : hostile;
}

function resolve(
  { $ref, ...schema }: Schema,
  description: Description,
): Schema {
  const name = $ref?.split('/').at(-1);
  return name ? (description.components?.schemas?.[name] as Schema) : schema;
}

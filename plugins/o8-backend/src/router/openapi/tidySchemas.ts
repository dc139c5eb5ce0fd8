type Schemas = Record<string, unknown>;

const REF = '#/components/schemas/';
/** What the library calls a schema that contains itself: here, any JSON. */
const UNNAMED = /^__schema\d+$/;
const JSON_NAME = 'Json';

/**
 * A description without the schemas that nothing in it refers to, which the library adds
 * for requests beside those for answers; and with a name for what it has none for.
 */
export function tidySchemas<T extends { components?: { schemas?: object } }>(
  description: T,
): T {
  const { components, ...rest } = description;
  const { schemas = {}, ...others } = components ?? {};
  const used = findUsed(JSON.stringify([rest, others]), schemas as Schemas);
  const tidy = {
    ...rest,
    components: {
      ...others,
      schemas: Object.fromEntries(
        Object.entries(schemas).filter(([name]) => used.has(name)),
      ),
    },
  };
  const unnamed = [...used].filter(name => UNNAMED.test(name));
  // The library names each place of what is one and the same.
  const texts = unnamed.map(name =>
    JSON.stringify((schemas as Schemas)[name]).replaceAll(name, JSON_NAME),
  );
  if (new Set(texts).size > 1) {
    throw new Error(`Two schemas contain themselves: ${unnamed.join(', ')}`);
  }
  return rename(tidy as unknown as T, unnamed);
}

function findUsed(text: string, schemas: Schemas): Set<string> {
  const used = new Set<string>();
  const waiting = [text];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of Object.keys(schemas)) {
      if (!used.has(name) && next.includes(`"${REF}${name}"`)) {
        used.add(name);
        waiting.push(JSON.stringify(schemas[name]));
      }
    }
  }
  return used;
}

function rename<T>(description: T, names: string[]): T {
  const text = names.reduce(
    (json, name) =>
      json
        .replaceAll(`"${REF}${name}"`, `"${REF}${JSON_NAME}"`)
        .replaceAll(`"${name}":`, `"${JSON_NAME}":`),
    JSON.stringify(description),
  );
  return JSON.parse(text);
}

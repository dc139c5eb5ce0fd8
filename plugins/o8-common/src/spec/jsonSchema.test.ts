import { landingZoneJsonSchema, moduleJsonSchema } from './jsonSchema';

const { spec } = moduleJsonSchema().properties as Record<
  'spec',
  { properties: Record<string, { items: object; properties: object }> }
>;

it('tells editors of the choices that only checks know', () => {
  const { dependsOn, compliance } = spec.properties;
  expect(dependsOn.items).toMatchObject({
    oneOf: [{ required: ['module'] }, { required: ['host'] }],
  });
  expect(compliance.properties).toMatchObject({
    frameworks: { uniqueItems: true },
  });
});

describe.each([
  ['module', moduleJsonSchema, 'Module'],
  ['landing zone', landingZoneJsonSchema, 'LandingZone'],
])('the JSON Schema of a %s', (title, create, kind) => {
  it('is one of 2020-12 that knows all fields and no others', () => {
    expect(create()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: `Orchestr8 ${title}`,
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      additionalProperties: false,
      properties: { kind: { const: kind } },
    });
  });

  it('is the same each time, and has no format that validators do not know', () => {
    const text = JSON.stringify(create());
    expect(JSON.stringify(create())).toBe(text);
    const formats = [...text.matchAll(/"format":"([^"]+)"/g)].map(m => m[1]);
    expect(formats.filter(format => format !== 'date')).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';

const ROOT = path.resolve(__dirname, '../../../..');
const ajv = addFormats(new Ajv2020({ strict: true, allErrors: true }));

/** What an editor would say, and the documents that name this schema. */
function read(schema: string, folder: string) {
  const file = path.join(ROOT, 'docs/schemas', schema);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  const findErrors = (document: unknown) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message }) => `${instancePath} ${message}`,
        );
  const examples = readdirSync(path.join(ROOT, 'examples', folder)).map(
    name => ({ name, at: path.join(ROOT, 'examples', folder, name) }),
  );
  return { file, findErrors, examples };
}

describe.each([
  ['module.schema.json', 'modules'],
  ['landing-zone.schema.json', 'landing-zones'],
])('%s', (schema, folder) => {
  const { file, findErrors, examples } = read(schema, folder);

  it.each(examples)('takes $name, which names it', ({ at }) => {
    const text = readFileSync(at, 'utf8');
    expect(findErrors(parse(text))).toEqual([]);
    const named = /^# yaml-language-server: \$schema=(.+)\n/.exec(text)?.[1];
    expect(path.resolve(path.dirname(at), named ?? '')).toBe(file);
  });

  it('refuses fields that are not known, missing or of another kind', () => {
    const [{ at }] = examples;
    const document = parse(readFileSync(at, 'utf8'));
    expect(findErrors({ ...document, kind: 'Pod', colour: 1 })).toEqual([
      ' must NOT have additional properties',
      '/kind must be equal to constant',
    ]);
    expect(findErrors({ ...document, metadata: {} })).toContainEqual(
      "/metadata must have required property 'name'",
    );
    const renamed = { ...document.metadata, name: 'Not a name' };
    expect(findErrors({ ...document, metadata: renamed })).toEqual([
      expect.stringMatching(/^\/metadata\/name must match pattern/),
    ]);
  });
});

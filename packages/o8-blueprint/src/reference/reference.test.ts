import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatProblem,
  landingZoneJsonSchema,
  moduleJsonSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone } from '../parse/parseLandingZone';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { listFields, type JsonSchema } from './listFields';
import { toTables } from './toTables';

/** `O8_UPDATE_DOCS=1` writes what is generated: read the difference before it is committed. */
const isUpdate = process.env.O8_UPDATE_DOCS === '1';

const DOCS = join(__dirname, '..', '..', '..', '..', 'docs');
const BEGIN = '<!-- begin of the fields: O8_UPDATE_DOCS=1 writes them -->';
const END = '<!-- end of the fields -->';

const documents: {
  name: string;
  schema: Record<string, unknown>;
  parse: (text: string) => { ok: boolean; problems?: Problem[] };
}[] = [
  { name: 'module', schema: moduleJsonSchema(), parse: parseModuleSpec },
  {
    name: 'landing-zone',
    schema: landingZoneJsonSchema(),
    parse: parseLandingZone,
  },
];

/** What a file holds, after it was written where that is asked for. */
function current(path: string, write: (before: string) => string): string {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (isUpdate) {
    writeFileSync(path, write(before));
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

describe.each(documents)('the $name', ({ name, schema, parse }) => {
  const fields = listFields(schema as JsonSchema);

  it('has a JSON Schema that is current', () => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    const path = join(DOCS, 'schemas', `${name}.schema.json`);
    expect(current(path, () => text)).toBe(text);
  });

  it('says of each field what it means', () => {
    const silent = fields.filter(({ meaning }) => !/^\S.*[.)_]$/.test(meaning));
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(fields.length).toBeGreaterThan(90);
  });

  const page = join(
    DOCS,
    'reference',
    name === 'module' ? 'module-spec.md' : `${name}.md`,
  );

  it('has a reference that is current', () => {
    const tables = `${BEGIN}\n\n${toTables(fields)}\n\n${END}`;
    const pattern = new RegExp(`${BEGIN}[^]*?${END}`);
    const text = current(page, before => before.replace(pattern, () => tables));
    expect(pattern.exec(text)?.[0]).toBe(tables);
  });

  it('has an example that is right', () => {
    const text = readFileSync(page, 'utf8');
    const blocks = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)];
    expect(blocks).toHaveLength(1);
    const result = parse(blocks[0][1]);
    expect((result.problems ?? []).map(formatProblem)).toEqual([]);
  });
});

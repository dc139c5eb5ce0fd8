import {
  landingZoneSchema,
  moduleSpecSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone, parseModuleSpec } from '@orchestr8/o8-blueprint';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { cpSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFolder, createSpec, REPOSITORY, runIn } from './__testUtils__';

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

interface Field {
  /** What the column "default" says. */
  default: string;
  /** What the column "type" must contain. */
  facts: string[];
}

const readPage = (page: string) =>
  readFileSync(path.join(REPOSITORY, 'docs/reference', page), 'utf8');

/** The fields of a schema by their paths. */
function listFields(schema: JsonSchema, at = ''): Map<string, Field> {
  const fields = new Map<string, Field>();
  const addAll = (more: Map<string, Field>) =>
    more.forEach((field, name) => fields.set(name, field));
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const field = at ? `${at}.${name}` : name;
    const parts = child.anyOf ?? [child];
    if (parts.some(part => part.properties)) {
      // Of a choice each part needs its fields, and the whole none of them.
      parts.forEach(part =>
        addAll(
          listFields(child.anyOf ? { ...part, required: [] } : part, field),
        ),
      );
      continue;
    }
    const isRequired = schema.required?.includes(name);
    fields.set(field, {
      default: isRequired ? 'required' : describeDefault(child.default),
      facts: listFacts(child),
    });
    if (child.items) {
      addAll(listFields(child.items, `${field}[]`));
    }
  }
  return fields;
}

function describeDefault(value: unknown): string {
  if (value === undefined) {
    return '–';
  }
  return Array.isArray(value) && !value.length ? 'empty' : `\`${value}\``;
}

function listFacts(schema: JsonSchema): string[] {
  const { minimum, maximum, maxLength, maxItems } = schema;
  const isTold = (limit?: number): limit is number =>
    limit !== undefined && limit < Number.MAX_SAFE_INTEGER;
  const types: Record<string, string> = {
    array: 'list',
    integer: 'whole number',
    boolean: '`true`, `false`',
  };
  return [
    types[schema.type ?? ''] ?? '',
    ...[...(schema.enum ?? []), schema.const ?? []].flat().map(v => `\`${v}\``),
    ...[minimum, maximum, maxLength, maxItems].filter(isTold).map(String),
  ];
}

/** The rows of the table of fields, by their first cell. */
function readRows(
  page: string,
): Map<string, { type: string; default: string }> {
  const rows = [
    ...page.matchAll(/^\| `([^`]+)` +\| (.+?) +\| (.+?) +\| .+ \|$/gm),
  ];
  return new Map(
    rows.map(([, field, type, value]) => [field, { type, default: value }]),
  );
}

/** The blocks of a language in a page. */
function readBlocks(page: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm');
  return [...page.matchAll(pattern)].map(([, block]) => block);
}

describe.each([
  ['module-spec.md', moduleSpecSchema, parseModuleSpec, 20],
  ['landing-zone.md', landingZoneSchema, parseLandingZone, 30],
])('%s', (name, schema, parse, least) => {
  const page = readPage(name);
  const fields = listFields(schema.toJSONSchema({ io: 'input' }) as JsonSchema);
  const rows = readRows(page);

  it('has every field of the schema, and no other', () => {
    expect(fields.size).toBeGreaterThanOrEqual(least);
    expect([...rows.keys()].sort()).toEqual([...fields.keys()].sort());
  });

  it('has their defaults', () => {
    const said = [...rows].map(([field, row]) => [field, row.default]);
    const real = [...rows].map(([field]) => [
      field,
      fields.get(field)?.default,
    ]);
    expect(said).toEqual(real);
  });

  it('has their values and limits', () => {
    const missing = [...rows].flatMap(([field, { type }]) =>
      (fields.get(field)?.facts ?? [])
        .filter(fact => !type.includes(fact))
        .map(fact => `${field}: "${type}" does not say ${fact}`),
    );
    expect(missing).toEqual([]);
  });

  it('has an example that is right', () => {
    const blocks = readBlocks(page, 'yaml');
    expect(blocks).toHaveLength(1);
    expect(parse(blocks[0])).toMatchObject({ ok: true });
  });
});

// The first test that needs a command loads it.
jest.setTimeout(60_000);

describe('the examples of commands.md', () => {
  const env = process.env;
  let fleet: Fleet;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-docs-'));
    fleet = await startFleet({ seed: 1, dataDir, modules: 1, life: false });
    process.env = {
      ...env,
      O8_FLEET_PORT: String(fleet.port),
      O8_FLEET_DIR: dataDir,
    };
  });
  afterAll(async () => {
    process.env = env;
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  it('run one after the other, and end well', async () => {
    const lines = readBlocks(readPage('commands.md'), 'sh')
      .flatMap(block => block.split('\n'))
      .filter(line => line.startsWith('npm run o8 -- '));
    expect(lines.length).toBeGreaterThanOrEqual(5);
    const folder = createFolder({
      'app-config.yaml': readFileSync(
        path.join(REPOSITORY, 'app-config.yaml'),
        'utf8',
      ),
      'billing.yaml': createSpec(),
    });
    cpSync(path.join(REPOSITORY, 'examples'), path.join(folder, 'examples'), {
      recursive: true,
    });
    for (const line of lines) {
      const ran = await runIn(folder, line.slice('npm run o8 -- '.length));
      expect({ line, ...ran }).toMatchObject({ code: 0, err: '' });
      expect(ran.out).not.toBe('');
    }
  });
});

describe('the examples of --help', () => {
  it('are command lines that are understood', async () => {
    const folder = createFolder();
    for (const command of ['init', 'render', 'validate', 'doctor']) {
      const { out } = await runIn(folder, [command, '--help']);
      const examples = [...out.matchAll(/^ {2}\$ o8 (.+)$/gm)];
      expect(examples.length).toBeGreaterThan(0);
      for (const [, args] of examples) {
        // Not 2: the folder is empty, but nothing is wrong with the words.
        expect(await runIn(folder, args)).toMatchObject({
          code: 1,
          err: expect.not.stringContaining('--help'),
        });
      }
    }
  });
});

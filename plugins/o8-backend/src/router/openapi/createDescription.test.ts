import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { createServices } from '../__testUtils__/createApp';
import { createRoutes } from '../routes';
import { createDescription } from './createDescription';

/** `O8_UPDATE_OPENAPI=1` writes it: read the difference before it is committed. */
const isUpdate = process.env.O8_UPDATE_OPENAPI === '1';
const FILE = join(__dirname, '..', '..', 'schema', 'openapi.yaml');
const NOTICE =
  '# Made of the routes. O8_UPDATE_OPENAPI=1 yarn test createDescription writes it anew; Prettier formats it.\n';

const definitions = createRoutes(createServices()).map(
  ({ definition }) => definition,
);
const description = createDescription(definitions);
const text = JSON.stringify(description);

describe('createDescription', () => {
  it('is what the repository has', () => {
    if (isUpdate) {
      mkdirSync(dirname(FILE), { recursive: true });
      writeFileSync(
        FILE,
        NOTICE + stringify(description, { aliasDuplicateObjects: false }),
      );
    }
    expect(existsSync(FILE)).toBe(true);
    expect(parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('has each route once, and each is called otherwise', () => {
    const described = Object.entries(description.paths ?? {}).flatMap(
      ([path, operations]) =>
        Object.keys(operations).map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      definitions.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    const ids = definitions.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that it does not have, and has nothing that nobody needs', () => {
    const referred = new Set(
      [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
        ([, name]) => name,
      ),
    );
    const schemas = Object.keys(description.components?.schemas ?? {});
    expect([...referred].sort()).toEqual(schemas.sort());
    expect(text).not.toContain('__schema');
  });

  it('names the parameters of a path as the path does', () => {
    for (const { path, params } of definitions) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys((params as z.ZodObject).shape)).toEqual(names);
    }
  });

  it('says what a route needs, and what it may answer', () => {
    const operation = description.paths?.['/modules']?.get;
    expect(operation?.description).toContain('`o8.module.read`');
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      '200',
      '304',
      '400',
      '401',
      '403',
      '429',
      '503',
    ]);
    expect(operation?.parameters).toContainEqual(
      expect.objectContaining({
        name: 'order',
        schema: expect.objectContaining({
          enum: expect.arrayContaining(['trouble', '-name']),
        }),
      }),
    );
    const post = description.paths?.['/blueprint/validate']?.post;
    expect(post?.requestBody).toMatchObject({ required: true });
    expect(post?.responses).not.toHaveProperty('304');
    expect(description.security).toEqual([{ backstage: [] }]);
  });

  it('refuses parameters that are no object', () => {
    const [definition] = definitions;
    expect(() =>
      createDescription([{ ...definition, params: z.string() }]),
    ).toThrow('Parameters are described by an object');
  });
});

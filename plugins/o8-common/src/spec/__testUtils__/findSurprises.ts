import type { z } from 'zod';
import { findProblems } from './findProblems';
import { HOSTILE_TEXTS } from './hostileTexts';

interface Table {
  takes: unknown[];
  /** A value, and the lines of all its problems in their order. */
  refuses: [unknown, ...(string | RegExp)[]][];
  /** Makes a value of a text, which must be refused for each hostile one. */
  hostile?: ((text: string) => unknown)[];
}

/**
 * Where a schema takes what it should refuse, refuses what it should take, or says
 * something else about it: a line each.
 */
export function findSurprises(
  schema: z.ZodType,
  { takes, refuses, hostile = [] }: Table,
): string[] {
  const say = (value: unknown) => JSON.stringify(value);
  return [
    ...takes.flatMap(value =>
      findProblems(schema, value).map(line => `${say(value)}: ${line}`),
    ),
    ...refuses.flatMap(([value, ...expected]) => {
      const found = findProblems(schema, value);
      const isExpected =
        found.length === expected.length &&
        expected.every((line, index) => isSaid(line, found[index]));
      return isExpected ? [] : [`${say(value)}: says ${say(found)}`];
    }),
    ...hostile.flatMap(make =>
      HOSTILE_TEXTS.map(make)
        .filter(value => findProblems(schema, value).length === 0)
        .map(value => `${say(value)}: is taken`),
    ),
  ];
}

function isSaid(expected: string | RegExp, line: string): boolean {
  return typeof expected === 'string' ? line === expected : expected.test(line);
}

import { READER_RULES } from '@orchestr8/o8-fleet';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtInSources } from '../sources';
import { toPolicyRules, type PolicyRule } from './toPolicyRules';

const FILE = 'packages/o8-fleet/src/apiserver/access/readerRules.ts';
const COMMAND =
  'O8_UPDATE_ROLE=1 yarn backstage-cli repo test --watchAll=false fleetRole';
const MAX_WIDTH = 80;

/** The rules as a file of the fleet, as Prettier writes it. */
function toModule(rules: PolicyRule[]): string {
  return `import type { PolicyRule } from './PolicyRule';

/**
 * What the reader may: the role that the sources of the backend need. Not written by hand:
 * \`${COMMAND}\` does it.
 */
export const READER_RULES: PolicyRule[] = [
${rules.map(toLines).join('')}];
`;
}

function toLines({ apiGroups, resources, verbs }: PolicyRule): string {
  const lines = [
    toLine('apiGroups', apiGroups),
    toLine('resources', resources),
    toLine('verbs', verbs),
  ];
  return `  {\n${lines.join('')}  },\n`;
}

function toLine(key: string, values: string[]): string {
  const words = values.map(value => `'${value}'`);
  const line = `    ${key}: [${words.join(', ')}],`;
  return line.length <= MAX_WIDTH
    ? `${line}\n`
    : `    ${key}: [\n${words
        .map(word => `      ${word},\n`)
        .join('')}    ],\n`;
}

/** What can be done to what, one after the other: differences are easy to see. */
function flatten(rules: PolicyRule[]): string[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(group =>
      resources.map(resource => `${verbs} ${resource}.${group}`),
    ),
  );
}

describe('the reader of the demo fleet', () => {
  const rules = toPolicyRules(builtInSources);

  it('may do what the sources need, and nothing else', () => {
    if (process.env.O8_UPDATE_ROLE) {
      const root = path.resolve(__dirname, '../../../..');
      writeFileSync(path.join(root, FILE), toModule(rules));
      return;
    }
    const needed = flatten(rules);
    const allowed = flatten(READER_RULES);
    // In one value, so that what to do stands beside what is wrong.
    expect({
      howToMend: COMMAND,
      missing: needed.filter(rule => !allowed.includes(rule)),
      tooMuch: allowed.filter(rule => !needed.includes(rule)),
    }).toEqual({ howToMend: COMMAND, missing: [], tooMuch: [] });
    expect(READER_RULES).toEqual(rules);
  });

  it('may read no Secrets', () => {
    expect(flatten(READER_RULES).length).toBeGreaterThan(5);
    expect(flatten(READER_RULES).join('\n')).not.toMatch(/ (secrets|\*)\.$/m);
  });
});

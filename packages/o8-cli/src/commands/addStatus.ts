import { FACETS, type FacetId } from '@orchestr8/backstage-plugin-o8-common';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CliIo } from '../CliIo';
import {
  examples,
  missing,
  notEmpty,
  type CommonFlags,
  type Finish,
} from '../commandLine';
import { findUrlProblem } from './findUrlProblem';
import type * as StatusModule from './status';

interface StatusFlags extends CommonFlags {
  url?: string;
  tokenFile?: string;
  filter?: Record<string, string[]>;
  facet?: FacetId[];
}

/** Adds `o8 status`. */
export function addStatus(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('status')
    .usage('[module...] --url <url> [options]')
    .summary('say how the modules are, as a running portal knows it')
    .description(
      'Asks the backend of a portal how the modules are, the worst first, and which of its sources are not fresh. A token comes from a file or from the variable O8_TOKEN.',
    )
    .argument(
      '[module...]',
      "a module's name or entity ref; all modules where none is named",
    )
    .option('--url <url>', 'of the backend', toUrl)
    .option(
      '--token-file <file>',
      'file with a Backstage token (default: the variable O8_TOKEN)',
      notEmpty,
    )
    .option(
      '--filter <key=value>',
      'only modules that match, as the API takes it: repeated means and, a comma means or',
      toFilter,
    )
    .addOption(
      new Option(
        '--facet <facet>',
        'look only at this; may be given more than once',
      )
        .choices(FACETS)
        .argParser(toFacet),
    )
    .addHelpText(
      'after',
      examples([
        'status --url http://localhost:7007',
        'status voicefuse --facet sync --url https://portal.example --token-file token',
        'status --filter sync=bad,unknown --url http://localhost:7007 --json',
      ]),
    )
    .addHelpText(
      'after',
      `
Ends with 0 if all is good, 1 if anything is not or is not known for certain,
2 if nobody answered or the answer was a refusal.
`,
    )
    .action(async (modules: string[], flags: StatusFlags, command: Command) => {
      const url = flags.url ?? missing(command, '--url <url>');
      const { tokenFile, filter = {}, facet: facets = [...FACETS] } = flags;
      // Loaded when it is asked for: the other commands start without it.
      const { status } = require('./status') as typeof StatusModule;
      const { cwd } = io;
      const report = await status({
        modules,
        url,
        tokenFile,
        filter,
        facets,
        cwd,
      });
      finish(report, flags);
    });
}

function toUrl(value: string): string {
  const problem = findUrlProblem(value);
  if (problem) {
    throw new InvalidArgumentError(problem);
  }
  return value;
}

function toFilter(
  value: string,
  others: Record<string, string[]> = {},
): Record<string, string[]> {
  const [, key, values] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (!key || values === undefined) {
    throw new InvalidArgumentError('It is not of the form key=value.');
  }
  if (Object.hasOwn(others, key)) {
    throw new InvalidArgumentError(
      `"${key}" is there already; say ${key}=a,b for one or the other.`,
    );
  }
  return { ...others, [key]: splitValues(values) };
}

// As the API reads it: a comma inside of a value stands behind a backslash.
function splitValues(text: string): string[] {
  const values = [''];
  for (const [part] of text.matchAll(/\\[\\,]|[^]/g)) {
    if (part === ',') {
      values.push('');
    } else {
      values[values.length - 1] += part.length > 1 ? part[1] : part;
    }
  }
  return values;
}

function toFacet(value: string, others: FacetId[] = []): FacetId[] {
  const facet = FACETS.find(each => each === value);
  if (!facet) {
    throw new InvalidArgumentError(`There is ${FACETS.join(', ')}.`);
  }
  return [...others, facet];
}

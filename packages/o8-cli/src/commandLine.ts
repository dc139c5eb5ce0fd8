import { InvalidArgumentError, type Command } from 'commander';
import type { Report } from './Report';

/** The flags of every command. */
export interface CommonFlags {
  json?: boolean;
  verbose?: boolean;
}

/** Prints what a command has to say, and keeps how it ended. */
export type Finish = (report: Report, flags: CommonFlags) => void;

/**
 * Ends with the complaint that an option is missing. Commander asks for required options
 * before it names those that it does not know, which would hide a typing mistake in one.
 */
export function missing(command: Command, option: string): never {
  return command.error(`error: option '${option}' is missing`);
}

/** The value of an option that says something. */
export function notEmpty(value: string): string {
  if (value === '') {
    throw new InvalidArgumentError('It is empty.');
  }
  return value;
}

/** What `--help` ends with. */
export function examples(lines: string[]): string {
  // Without a colon: the tool that writes cli-report.md knows no such section.
  return `\nExamples\n${lines.map(line => `  $ o8 ${line}\n`).join('')}`;
}

/** Gathers the values of an option that may be given more than once. */
export function collect(value: string, others: string[] = []): string[] {
  return [...others, notEmpty(value)];
}

import { isError } from '@backstage/errors';
import { CommanderError } from 'commander';
import type { CliIo } from './CliIo';
import { createProgram } from './createProgram';
import { printJson } from './printReport';
import { EXIT } from './Report';
import { toSentence } from './toSentence';

/**
 * Runs the command that the arguments name.
 *
 * @public
 * @returns the exit code: 0 fine, 1 problems, 2 wrong usage, 3 refused by the landing zone
 */
export async function runCli(args: string[], io: CliIo): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return endWith(error, args, io);
  }
}

function endWith(error: unknown, args: string[], io: CliIo): number {
  const isUsage = error instanceof CommanderError;
  if (isUsage && error.exitCode === 0) {
    return EXIT.ok;
  }
  // Commander has said it already, with what might have been meant.
  const sentence = toSentence(error).replace(/^error: /, '');
  if (!isUsage) {
    const stack = isError(error) ? error.stack : undefined;
    const isVerbose = args.includes('--verbose') && stack;
    io.err(`o8: ${isVerbose ? stack : sentence}\n`);
  }
  if (args.includes('--json')) {
    printJson({ ok: false, error: sentence, problems: [] }, io);
  }
  return isUsage ? EXIT.usage : EXIT.problem;
}

// The one way in: every npm command of the repository goes through here. It needs
// nothing but Node 20 and npm, and no dependency, because it installs them.
import { bench } from './commands/bench.mjs';
import { exec } from './commands/exec.mjs';
import { reset } from './commands/reset.mjs';
import { start } from './commands/start.mjs';
import { test } from './commands/test.mjs';
import { workspaceProgram } from './commands/workspaceProgram.mjs';
import { describeFailure } from './describeFailure.mjs';
import { Problem } from './Problem.mjs';

const COMMANDS = {
  start,
  test,
  bench,
  reset,
  exec,
  o8: workspaceProgram('o8', 'o8-cli'),
  fleet: workspaceProgram('fleet', 'o8-fleet'),
};

const [name, ...args] = process.argv.slice(2);

try {
  if (!Object.hasOwn(COMMANDS, name ?? '')) {
    throw new Problem(`Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  process.exitCode = await COMMANDS[name](args);
} catch (error) {
  // What the system refused (a full disk, a folder of somebody else) has a sentence too.
  const sentence =
    error instanceof Problem
      ? error.message
      : error.syscall && describeFailure(error.code, {});
  console.error(sentence ? `\n✖ ${sentence}\n` : error);
  process.exitCode = 1;
}

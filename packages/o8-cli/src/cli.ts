import { styleText } from 'node:util';
import { runCli } from './runCli';
import { readStream } from './seal/readStream';

// Node decides: a terminal that has colours, NO_COLOR, FORCE_COLOR.
const colors =
  styleText('bold', 'x', { validateStream: true, stream: process.stdout }) !==
  'x';

// A message of more than a pipe's length must be out before the end.
function finish(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => {
    process.stderr.write('', () => process.exit(code));
  });
}

// "| head" ends the pipe early: what was to be done is done all the same.
process.stdout.on('error', error => {
  if ('code' in error && error.code !== 'EPIPE') {
    throw error;
  }
});

runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  colors,
  terminal: Boolean(process.stdout.isTTY),
  progress: Boolean(process.stderr.isTTY),
  input: {
    terminal: Boolean(process.stdin.isTTY),
    read: mostBytes => readStream(process.stdin, mostBytes),
  },
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
}).then(finish, (error: unknown) => {
  process.stderr.write(`o8: ${error}\n`);
  finish(1);
});

import { runCommand } from './command';

// A message of more than a pipe's length must be out before the end.
function finish(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => {
    process.stderr.write('', () => process.exit(code));
  });
}

runCommand(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
}).then(finish, (error: unknown) => {
  process.stderr.write(`o8-fleet: ${error}\n`);
  finish(1);
});

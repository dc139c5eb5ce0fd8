import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { STATE, TOOLCHAIN } from '../paths.mjs';
import { isFree, readPorts } from '../ports.mjs';
import { Problem } from '../Problem.mjs';

/** Asks, then clears the local state, but the toolchain. `--yes` does not ask. */
export async function reset(args, options = {}) {
  const {
    state = STATE,
    toolchain = TOOLCHAIN,
    env: base = process.env,
    ask = isConfirmed,
  } = options;
  const { env } = readPorts(args, base);
  if (!(await isFree(Number(env.O8_BACKEND_PORT)))) {
    throw new Problem(
      `Something listens on port ${env.O8_BACKEND_PORT}: end the portal first, its databases are open.`,
    );
  }
  const names = existsSync(state)
    ? readdirSync(state).filter(name => path.join(state, name) !== toolchain)
    : [];
  if (names.length === 0) {
    console.log('There is no local state.');
    return 0;
  }
  console.log(`This deletes from .o8/: ${names.join(', ')}`);
  if (!args.includes('--yes') && !(await ask())) {
    console.log('Nothing was deleted.');
    return 1;
  }
  for (const name of names) {
    rmSync(path.join(state, name), { recursive: true, force: true });
  }
  console.log('Done. The next "npm start" begins anew.');
  return 0;
}

async function isConfirmed() {
  if (!process.stdin.isTTY) {
    console.log('Nobody can be asked here: add "-- --yes" to go on.');
    return false;
  }
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  // Ctrl-C and Ctrl-D are answers too: no.
  const closed = new Promise(resolve =>
    terminal.once('close', () => resolve('')),
  );
  terminal.once('SIGINT', () => terminal.close());
  const answer = await Promise.race([
    terminal.question('Go on? [y/N] ').catch(() => ''),
    closed,
  ]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

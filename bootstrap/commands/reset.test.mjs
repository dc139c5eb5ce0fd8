import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { reset } from './reset.mjs';

let state;
let server;
beforeEach(async () => {
  state = mkdtempSync(path.join(os.tmpdir(), 'o8-reset-'));
  for (const name of ['db', 'logs', 'toolchain']) {
    mkdirSync(path.join(state, name));
    writeFileSync(path.join(state, name, 'file'), 'text');
  }
  server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  rmSync(state, { recursive: true, force: true });
});

const run = (args, port, options = {}) =>
  reset(args, {
    ...options,
    state,
    toolchain: path.join(state, 'toolchain'),
    env: { O8_BACKEND_PORT: String(port) },
  });

/** A port that nothing listens on. */
async function endServer() {
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

test('everything but the toolchain goes', async () => {
  const port = await endServer();
  assert.equal(await run(['--yes'], port), 0);
  assert.deepEqual(
    ['db', 'logs', 'toolchain'].filter(name =>
      existsSync(path.join(state, name)),
    ),
    ['toolchain'],
  );
  assert.equal(await run(['--yes'], port), 0, 'again, with nothing there');
});

test('nothing goes when nobody can be asked', async t => {
  if (process.stdin.isTTY) {
    t.skip('somebody could be asked here');
    return;
  }
  assert.equal(await run([], await endServer()), 1);
  assert.ok(existsSync(path.join(state, 'db')));
});

for (const [answer, code] of [
  [true, 0],
  [false, 1],
]) {
  test(`somebody is asked, and says ${answer ? 'yes' : 'no'}`, async () => {
    const port = await endServer();
    assert.equal(await run([], port, { ask: async () => answer }), code);
    assert.equal(existsSync(path.join(state, 'db')), !answer);
  });
}

test('the port of the portal can be named', async () => {
  const { port } = server.address();
  await assert.rejects(run(['--yes', `--backend-port=${port}`], 65535), {
    message: new RegExp(`port ${port}: end the portal first`),
  });
});

test('nothing goes while the portal runs', async () => {
  await assert.rejects(run(['--yes'], server.address().port), {
    name: 'Problem',
    message: /end the portal first/,
  });
  assert.ok(existsSync(path.join(state, 'db')));
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = name => fileURLToPath(new URL(name, import.meta.url));

function run(file, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script(file), ...args],
    { encoding: 'utf8', env: { ...process.env, ...env } },
  );
  return { status, text: stdout + stderr };
}

test('a command that does not exist is told which do', () => {
  for (const args of [[], ['dance'], ['constructor']]) {
    const { status, text } = run('main.mjs', args);
    assert.equal(status, 1);
    assert.match(text, /Use one of: start, test, bench/);
    assert.doesNotMatch(text, /at .*\.mjs/, 'no stack');
  }
});

test('a wrong port is one sentence, before anything is installed', () => {
  const { status, text } = run('main.mjs', ['start', '--app-port', 'x']);
  assert.equal(status, 1);
  assert.match(text, /✖ --app-port must be a port from 1 to 65535\./);
});

test('npm install is refused before it does anything, and told what to run', t => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'o8-npm-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(script('../package.json'), path.join(folder, 'package.json'));

  const { status, stderr } = spawnSync('npm install', {
    cwd: folder,
    encoding: 'utf8',
    shell: true,
  });

  assert.notEqual(status, 0);
  assert.match(stderr, /run-npm-start-or-npm-test-instead/);
  assert.deepEqual(readdirSync(folder), ['package.json']);
});

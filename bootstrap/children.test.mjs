import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run, runAndRead } from './children.mjs';
import { isAlive } from './isAlive.mjs';

const fixture = name =>
  fileURLToPath(new URL(`./__fixtures__/${name}`, import.meta.url));
const FAMILY = fixture('family.mjs');
const LIMIT_MS = 60_000;

async function waitUntil(condition) {
  const endMs = Date.now() + LIMIT_MS;
  while (!condition()) {
    assert.ok(Date.now() < endMs, `still not so: ${condition}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Starts the family below `command`; answers its process and everybody's pid. */
async function startFamily(command, args) {
  const top = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = {};
  top.stdout.setEncoding('utf8').on('data', text => {
    for (const [, role, pid] of text.matchAll(/(\w+) (\d+)/g)) {
      pids[role] = Number(pid);
    }
  });
  await waitUntil(() => pids.parent && pids.child && pids.grandchild);
  return { top, pids };
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`${signal} ends children and grandchildren`, async t => {
    if (process.platform === 'win32') {
      t.skip('Windows has no signals between processes');
      return;
    }
    const { top, pids } = await startFamily(process.execPath, [FAMILY]);
    top.kill(signal);
    await once(top, 'exit');

    await waitUntil(() => !Object.values(pids).some(isAlive));
  });
}

test('whoever does not listen to SIGTERM is killed', async t => {
  if (process.platform === 'win32') {
    t.skip('Windows has no signals between processes');
    return;
  }
  const args = [FAMILY, 'parent', 'stubborn'];
  const { top, pids } = await startFamily(process.execPath, args);
  top.kill('SIGTERM');
  await once(top, 'exit');

  await waitUntil(() => !Object.values(pids).some(isAlive));
});

test('one Ctrl-C that comes twice lets them end in peace', async t => {
  if (process.platform === 'win32') {
    t.skip('Windows has no signals between processes');
    return;
  }
  const top = spawn(process.execPath, [fixture('slowToEnd.mjs')]);
  let output = '';
  top.stdout.setEncoding('utf8').on('data', text => (output += text));
  await waitUntil(() => output.includes('up'));

  top.kill('SIGINT');
  await new Promise(resolve => setTimeout(resolve, 5));
  top.kill('SIGINT');
  await once(top, 'close');

  assert.match(output, /ended in peace/);
});

for (const [name, command] of [
  ['no shell', [process.execPath, FAMILY]],
  // "exit" keeps the shell from becoming the program.
  ['a shell', ['sh', '-c', `"${process.execPath}" "${FAMILY}"; exit`]],
]) {
  test(`the end of npm above ends them too, with ${name} in between`, async t => {
    if (process.platform === 'win32') {
      t.skip('Windows tells nobody of a parent that ends');
      return;
    }
    const args = [fixture('npm.mjs'), ...command];
    const { top, pids } = await startFamily(process.execPath, args);
    top.kill('SIGKILL');

    await waitUntil(() => !Object.values(pids).some(isAlive));
  });
}

test('the exit code of a program is passed on', async () => {
  assert.equal(await run(process.execPath, ['-e', 'process.exit(3)']), 3);
});

test('what a program printed can be had while it runs, and after', async () => {
  const heard = [];
  const { code, output } = await runAndRead(
    process.execPath,
    ['-e', 'console.log("out"); console.error("err")'],
    { onText: text => heard.push(text) },
  );
  assert.equal(code, 0);
  assert.match(output, /out/);
  assert.match(output, /err/);
  assert.equal(heard.join(''), output);
});

test('a program that does not exist is an error', async () => {
  await assert.rejects(run('no-such-program-anywhere', []), { code: 'ENOENT' });
});

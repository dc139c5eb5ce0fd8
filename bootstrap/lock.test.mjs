import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { withLock } from './lock.mjs';

let folder;
let file;
let lines;
const log = line => lines.push(line);
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'o8-lock-'));
  file = path.join(folder, 'state', 'lock');
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('two do it one after the other, and the second says that it waits', async () => {
  const events = [];
  const work = name => async () => {
    events.push(`${name} begins`);
    await new Promise(resolve => setTimeout(resolve, 100));
    events.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all([
    withLock(file, { log }, work('a')),
    withLock(file, { log }, work('b')),
  ]);

  assert.deepEqual(results, ['a', 'b']);
  assert.deepEqual(events, ['a begins', 'a ends', 'b begins', 'b ends']);
  assert.equal(lines.length, 1);
  assert.equal(existsSync(file), false);
});

test('a failure lets go of it', async () => {
  const fail = async () => {
    throw new Error('no');
  };
  await assert.rejects(withLock(file, { log }, fail), /no/);
  assert.equal(await withLock(file, { log }, async () => 1), 1);
});

test('one that was killed does not hold it', async () => {
  await withLock(file, { log }, async () => {});
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(file, String(pid));
  assert.equal(await withLock(file, { log }, async () => 1), 1);
});

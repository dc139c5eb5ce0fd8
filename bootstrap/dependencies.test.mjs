import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { hashManifests } from './dependencies.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'o8-hash-'));
  write('yarn.lock', 'a');
  write('.yarnrc.yml', 'a');
  write('package.json', '{}');
  write('packages/app/package.json', '{}');
  write('plugins/o8/package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file, text) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test('the same manifests have the same hash', () => {
  const before = hashManifests(root);
  write('plugins/o8/src/index.ts', 'export {};');
  assert.equal(hashManifests(root), before);
});

for (const [what, change] of [
  ['the lockfile', () => write('yarn.lock', 'b')],
  ['the settings of Yarn', () => write('.yarnrc.yml', 'b')],
  ['the root', () => write('package.json', '{ "a": 1 }')],
  ['a package', () => write('plugins/o8/package.json', '{ "a": 1 }')],
  ['a new package', () => write('plugins/new/package.json', '{}')],
]) {
  test(`${what} changes it`, () => {
    const before = hashManifests(root);
    change();
    assert.notEqual(hashManifests(root), before);
  });
}

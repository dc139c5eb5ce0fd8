import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findValidator } from './findValidator.mjs';

let folder;
let root;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'o8-validator-'));
  root = path.join(folder, 'checkout');
  mkdirSync(root);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addBeside() {
  const file = path.join(folder, 'shared/tools/validate-manifests.mjs');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

test('there may be none', () => {
  assert.equal(findValidator({ root, env: {} }), undefined);
});

test('the one beside the checkout is found', () => {
  const file = addBeside();
  assert.equal(findValidator({ root, env: {} }), file);
});

test('the one that is named goes first', () => {
  addBeside();
  const file = path.join(root, 'mine.mjs');
  writeFileSync(file, '');
  const env = { O8_MANIFEST_VALIDATOR: 'mine.mjs' };
  assert.equal(findValidator({ root, env }), file);
});

test('one that is named and not there is no reason to skip', () => {
  const env = { O8_MANIFEST_VALIDATOR: 'nowhere.mjs' };
  assert.throws(() => findValidator({ root, env }), /there is no .*nowhere/);
});

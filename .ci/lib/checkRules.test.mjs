import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { checkRules } from './checkRules.mjs';

/** Passes what it is given, and refuses files with "broken" in them. */
const PROGRAM = `#!/bin/sh
[ "$1" = --version ] && exit 0
shift 2
grep -l broken "$@" && exit 1
exit 0
`;

let folder;
let checks;
let said;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'o8-rules-'));
  mkdirSync(path.join(folder, 'all'));
  said = [];
  checks = {
    skip: (name, reason) => said.push(`${name}: skipped: ${reason}`),
    run: async (name, check) => {
      try {
        check();
        said.push(`${name}: passed`);
      } catch (error) {
        said.push(`${name}: ${error.message.split('\n')[0]}`);
      }
    },
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name, object) {
  writeFileSync(
    path.join(folder, 'all', name),
    `kind: ${object.kind}\n---\n${JSON.stringify(object)}`,
  );
}

function program() {
  const file = path.join(folder, 'promtool');
  writeFileSync(file, PROGRAM);
  chmodSync(file, 0o755);
  return file;
}

const check = file =>
  checkRules({
    folder: path.join(folder, 'all'),
    into: path.join(folder, 'rules'),
    checks,
    readAll: text => [JSON.parse(text.split('---\n')[1])],
    program: file,
  });

const rule = expr => ({ kind: 'PrometheusRule', spec: { groups: [expr] } });

test('without promtool it is skipped, and says so', async () => {
  await check(path.join(folder, 'nothing'));
  assert.deepEqual(said, [
    'promtool check rules: skipped: there is no promtool here (Debian: prometheus)',
  ]);
});

test('rules are read as they are, each once, and nothing else', async () => {
  write('1.yaml', rule('up'));
  write('2.yaml', rule('up'));
  write('3.yaml', { kind: 'Service', spec: { ports: 'broken' } });
  await check(program());
  assert.deepEqual(said, ['promtool check rules: passed']);
  const file = path.join(folder, 'rules/0.json');
  assert.equal(readFileSync(file, 'utf8'), '{"groups":["up"]}');
});

test('what promtool refuses is a failure, and so is nothing to look at', async () => {
  await check(program());
  write('1.yaml', rule('broken'));
  await check(program());
  assert.equal(said[0], 'promtool check rules: There is no PrometheusRule');
  assert.match(said[1], /rules\/0\.json$/);
});

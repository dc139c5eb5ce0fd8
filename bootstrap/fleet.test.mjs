import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { landingZoneFlags } from './fleet.mjs';

test('every landing zone of the folder is given to the fleet', t => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'o8-zones-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['b.yaml', 'a.yaml', 'README.md']) {
    writeFileSync(path.join(folder, name), '');
  }
  assert.deepEqual(landingZoneFlags(folder), [
    '--landing-zone',
    path.join(folder, 'a.yaml'),
    '--landing-zone',
    path.join(folder, 'b.yaml'),
  ]);
});

test('without the folder there is none', () => {
  assert.deepEqual(landingZoneFlags(path.join(os.tmpdir(), 'o8-none')), []);
});

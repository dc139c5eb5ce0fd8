import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { callerFolder } from './callerFolder.mjs';
import { ROOT } from './paths.mjs';

const EXAMPLES = path.join(ROOT, 'examples');

for (const [what, cwd, env, expected] of [
  [
    'npm run o8',
    ROOT,
    { npm_lifecycle_event: 'o8', INIT_CWD: EXAMPLES },
    EXAMPLES,
  ],
  ['node bootstrap/main.mjs o8', EXAMPLES, {}, EXAMPLES],
  [
    'npm test that runs it in the root',
    ROOT,
    { npm_lifecycle_event: 'test', INIT_CWD: EXAMPLES },
    ROOT,
  ],
  [
    'a script of the same name that runs it elsewhere',
    EXAMPLES,
    { npm_lifecycle_event: 'o8', INIT_CWD: ROOT },
    EXAMPLES,
  ],
  ['an npm without INIT_CWD', ROOT, { npm_lifecycle_event: 'o8' }, ROOT],
]) {
  test(`paths of ${what} are relative to where it was typed`, () => {
    assert.equal(callerFolder({ script: 'o8', cwd, env }), expected);
  });
}

test('npm says it as this expects', t => {
  const folder = realpathSync(
    mkdtempSync(path.join(os.tmpdir(), 'o8-caller-')),
  );
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const typedIn = path.join(folder, 'below', 'it');
  mkdirSync(typedIn, { recursive: true });
  const print =
    'console.log(JSON.stringify([process.cwd(), process.env.INIT_CWD, process.env.npm_lifecycle_event]))';
  writeFileSync(path.join(folder, 'print.js'), print);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, scripts: { o8: 'node print.js' } }),
  );
  const { stdout, stderr } = spawnSync('npm run --silent o8', {
    cwd: typedIn,
    encoding: 'utf8',
    shell: true,
  });
  assert.deepEqual(JSON.parse(stdout), [folder, typedIn, 'o8'], stderr);
});

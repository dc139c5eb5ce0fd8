import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWholePortal } from './start.mjs';

for (const [args, expected] of [
  [[], true],
  [['--config', 'app-config.local.yaml'], true],
  [['--inspect', '9229'], true],
  [['--inspect'], true],
  [['backend'], false],
  [['--config', 'a.yaml', 'packages/app'], false],
  [['--plugin', 'o8'], false],
  [['--plugin=o8'], false],
]) {
  test(`"${args.join(' ')}" starts ${
    expected ? 'the whole portal' : 'a part'
  }`, () => {
    assert.equal(isWholePortal(args), expected);
  });
}

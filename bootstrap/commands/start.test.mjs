import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasOwnConfig, isWholePortal } from './start.mjs';

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

for (const [args, expected] of [
  [[], false],
  [['--inspect'], false],
  [['--config', 'mine.yaml'], true],
  [['--config=mine.yaml'], true],
]) {
  test(`"${args.join(' ')}" ${
    expected ? 'has clusters of its own' : 'shows the demo fleet'
  }`, () => {
    assert.equal(hasOwnConfig(args), expected);
  });
}

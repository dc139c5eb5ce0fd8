import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireGit } from './git.mjs';

for (const version of [
  'git version 2.30.0',
  'git version 2.39.5 (Apple Git-154)',
  'git version 2.47.1.windows.2',
  'git version 3.0.0',
]) {
  test(`"${version}" is enough`, () => {
    requireGit(() => version);
  });
}

for (const [version, sentence] of [
  [undefined, /2\.30 or newer is needed, and none was found: install it/],
  ['git version 2.29.9', /2\.30 or newer is needed, and 2\.29 was found/],
  ['git version 1.99.0', /and 1\.99 was found/],
]) {
  test(`"${version}" is not`, () => {
    assert.throws(() => requireGit(() => version), {
      name: 'Problem',
      message: sentence,
    });
  });
}

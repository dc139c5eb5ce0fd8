import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure, toShownRegistry } from './describeFailure.mjs';

const registry = 'https://registry.example.com/';

// What npm and Yarn really print.
const OUTPUTS = [
  [
    'npm error code ECONNREFUSED\nnpm error FetchError: request to http://127.0.0.1:1/x failed, reason: connect ECONNREFUSED 127.0.0.1:1',
    /registry cannot be reached \(https:\/\/registry\.example\.com\/\)/,
  ],
  [
    'npm error code ENOTFOUND\nnpm error network request to https://registry.example.com/node failed, reason: getaddrinfo ENOTFOUND registry.example.com',
    /registry cannot be reached/,
  ],
  [
    '➤ YN0001: │ RequestError: connect ETIMEDOUT 10.0.0.1:443',
    /registry cannot be reached/,
  ],
  ['➤ YN0001: │ Error: ENOSPC: no space left on device, write', /disk is full/],
  [
    'npm error code SELF_SIGNED_CERT_IN_CHAIN',
    /certificate of the package registry .* is not trusted/,
  ],
  [
    'npm error code E401\nnpm error Unable to authenticate',
    /YARN_NPM_AUTH_TOKEN/,
  ],
  ['npm error code EACCES\nnpm error syscall mkdir', /cannot be written to/],
  [
    '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
    /yarn\.lock does not fit/,
  ],
];

for (const [output, sentence] of OUTPUTS) {
  test(`"${output.split('\n')[0]}" becomes one sentence`, () => {
    const found = describeFailure(output, { registry });
    assert.match(found, sentence);
    assert.equal(found.split('\n').length, 1);
  });
}

test('what is not known is not guessed', () => {
  assert.equal(describeFailure('Segmentation fault', { registry }), undefined);
});

test('the full disk is named even where the network failed too', () => {
  assert.match(
    describeFailure('ECONNRESET … ENOSPC', { registry }),
    /disk is full/,
  );
});

test('a registry is shown without its credentials', () => {
  assert.equal(
    toShownRegistry('https://me:secret@registry.example.com/npm/'),
    'https://registry.example.com/npm/',
  );
  assert.equal(toShownRegistry('nonsense'), 'no valid URL');
});

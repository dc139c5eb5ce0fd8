import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { createEnvironment, shownRegistry } from './toolchain.mjs';

test('our Node comes first on the PATH, however the system spells it', () => {
  const env = createEnvironment('/tools/node', {
    Path: '/usr/bin',
    HOME: '/h',
  });
  const entries = env.Path.split(path.delimiter);
  assert.equal(entries[0], '/tools');
  assert.equal(entries.at(-1), '/usr/bin');
  assert.equal(env.PATH, undefined);
  assert.equal(env.HOME, '/h');
});

test('Yarn is told what npm is configured with, unless it is told otherwise', () => {
  const base = {
    PATH: '/usr/bin',
    npm_config_registry: 'https://npm.example.com/',
    npm_config_cafile: '/ca.pem',
    npm_config_https_proxy: 'null',
    HTTP_PROXY: 'http://proxy.example.com:3128',
  };
  const env = createEnvironment('/tools/node', base);
  assert.equal(env.YARN_NPM_REGISTRY_SERVER, 'https://npm.example.com/');
  assert.equal(env.YARN_HTTPS_CA_FILE_PATH, '/ca.pem');
  assert.equal(env.YARN_HTTPS_PROXY, undefined);
  assert.equal(env.YARN_HTTP_PROXY, 'http://proxy.example.com:3128');

  const told = {
    ...base,
    YARN_NPM_REGISTRY_SERVER: 'https://yarn.example.com',
  };
  assert.equal(
    createEnvironment('/tools/node', told).YARN_NPM_REGISTRY_SERVER,
    'https://yarn.example.com',
  );
});

test('the registry is named without its credentials', () => {
  assert.equal(
    shownRegistry({ npm_config_registry: 'https://u:p@npm.example.com/' }),
    'https://npm.example.com/',
  );
  assert.equal(shownRegistry({}), "npm's default");
});

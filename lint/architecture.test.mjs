import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { listPackages } from '../bootstrap/listPackages.mjs';
import architecture from './architecture.js';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '..');
const RULE = '@typescript-eslint/no-restricted-imports';

/** What the rule says of a text as if it were that file of the repository. */
async function lint(text, file) {
  const folder = path.join(ROOT, file.split('/').slice(0, 2).join('/'));
  const eslint = new ESLint({
    cwd: ROOT,
    // Packages that do not exist yet have no configuration of their own.
    overrideConfig: {
      parser: '@typescript-eslint/parser',
      plugins: ['@typescript-eslint'],
    },
    resolvePluginsRelativeTo: path.dirname(
      fileURLToPath(import.meta.resolve('@spotify/eslint-config-typescript')),
    ),
    useEslintrc: true,
  });
  const [result] = await eslint.lintText(text, {
    filePath: path.join(folder, file.split('/').slice(2).join('/')),
  });
  return result.messages
    .filter(({ ruleId, fatal }) => ruleId === RULE || fatal)
    .map(({ message }) => message);
}

const importing = name => `import x from '${name}';\nexport default x;\n`;

test('the fixtures break the rule, and are told how', async () => {
  const read = name =>
    readFileSync(path.join(HERE, '__fixtures__', name), 'utf8');

  const [backwards] = await lint(
    read('commonImportsBackend.ts'),
    'plugins/o8-common/src/x.ts',
  );
  assert.match(backwards, /allows here: none of our packages/);

  const [sql] = await lint(
    read('routerUsesKnex.ts'),
    'plugins/o8-backend/src/router/x.ts',
  );
  assert.match(sql, /Only store\/ contains SQL/);
});

const FORBIDDEN = [
  ['plugins/o8-common/src/x.ts', '@orchestr8/o8-blueprint'],
  ['plugins/o8/src/x.tsx', '@orchestr8/backstage-plugin-o8-backend'],
  ['plugins/o8/src/x.tsx', '@orchestr8/backstage-plugin-o8-node'],
  ['plugins/o8-backend/src/x.ts', '@orchestr8/backstage-plugin-o8'],
  ['plugins/o8-backend/src/x.test.ts', '@orchestr8/backstage-plugin-o8'],
  ['plugins/o8-backend/src/store/x.ts', '@orchestr8/backstage-plugin-o8'],
  ['plugins/o8-backend/src/store/x.ts', 'undici'],
  ['plugins/o8-backend/src/clusters/x.ts', 'knex'],
  ['plugins/o8-backend/src/plugin.ts', '@backstage/config'],
  ['plugins/o8-node/src/x.ts', '@orchestr8/backstage-plugin-o8-backend'],
  ['packages/o8-blueprint/src/x.ts', '@orchestr8/backstage-plugin-o8-node'],
  ['packages/o8-cli/src/x.ts', '@orchestr8/backstage-plugin-o8-backend'],
  ['packages/backend/src/x.ts', '@orchestr8/backstage-plugin-o8-common'],
  ['packages/app/src/x.tsx', '@orchestr8/backstage-plugin-o8/src/api'],
  ['plugins/a-new-one/src/x.ts', '@orchestr8/backstage-plugin-o8-common'],
];

for (const [file, name] of FORBIDDEN) {
  test(`${file} may not import ${name}`, async () => {
    assert.equal((await lint(importing(name), file)).length, 1);
  });
}

const PERMITTED = [
  ['plugins/o8/src/x.tsx', '@orchestr8/backstage-plugin-o8-common'],
  ['plugins/o8-backend/src/x.ts', '@orchestr8/backstage-plugin-o8-common'],
  ['plugins/o8-backend/src/store/x.ts', 'knex'],
  [
    'plugins/o8-backend/src/store/x.ts',
    '@orchestr8/backstage-plugin-o8-common',
  ],
  ['plugins/o8-backend/src/config/x.ts', '@backstage/config'],
  ['plugins/o8-backend/src/clusters/x.ts', 'undici'],
  ['plugins/o8-backend/src/router/x.test.ts', 'node:http'],
  ['plugins/o8-backend/src/engine/x.test.ts', '@orchestr8/o8-fleet'],
  ['packages/o8-cli/src/x.ts', '@orchestr8/backstage-plugin-o8-backend/engine'],
  ['packages/backend/src/x.ts', '@orchestr8/backstage-plugin-o8-backend'],
  ['packages/app/src/x.tsx', '@orchestr8/backstage-plugin-o8/legacy'],
];

for (const [file, name] of PERMITTED) {
  test(`${file} may import ${name}`, async () => {
    assert.deepEqual(await lint(importing(name), file), []);
  });
}

for (const { folder, manifest } of listPackages()) {
  // import() and require() escape the rule above; what is not declared does not resolve.
  test(`${folder} declares only what the rule allows`, () => {
    const { SCOPE, ALLOWED, ALLOWED_IN_TESTS } = architecture;
    const { dependencies, peerDependencies, devDependencies } = manifest;
    const allowed = ALLOWED[folder] ?? [];
    const inTests = ALLOWED_IN_TESTS[folder] ?? [];
    const findForbidden = (declared, entries) => {
      const names = new Set(entries.map(name => SCOPE + name.split('/')[0]));
      return Object.keys(declared).filter(
        name => name.startsWith(SCOPE) && !names.has(name),
      );
    };

    assert.deepEqual(
      findForbidden({ ...dependencies, ...peerDependencies }, allowed),
      [],
    );
    assert.deepEqual(
      findForbidden({ ...devDependencies }, [...allowed, ...inTests]),
      [],
    );
  });
}

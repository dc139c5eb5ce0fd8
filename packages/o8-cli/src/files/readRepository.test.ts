import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from '../__testUtils__';
import { readRepository } from './readRepository';
import { APPROVED_SCOPE, MODULE_SCOPE, PLATFORM_SCOPE } from './scopes';

const PLATFORM = {
  'README.md': 'r',
  CODEOWNERS: 'c',
  'package.json': '{}',
  'bootstrap/root.yaml': 'root',
  'modules/o8-platform/app-project.yaml': 'p',
  'modules/billing/module.yaml': 'm',
  'modules/billing/lock.json': 'l',
  'modules/billing/clusters/eu-1/namespace.yaml': 'n',
  'modules/billing/.git/config': 'g',
  'modules/stray.yaml': 's',
  'scripts/modules/x.yaml': 'x',
  '.git/config': 'g',
};

async function read(folder: string, scope = PLATFORM_SCOPE) {
  const { files, problems } = await readRepository({
    folder,
    label: 'apps',
    scope,
  });
  return { paths: files.map(file => file.path), files, problems };
}

describe('readRepository', () => {
  it('reads what Argo CD and the portal read of a platform repository', async () => {
    const { paths, files, problems } = await read(createFolder(PLATFORM));
    expect(problems).toEqual([]);
    expect(paths).toEqual([
      'CODEOWNERS',
      'README.md',
      'bootstrap/root.yaml',
      'modules/billing/clusters/eu-1/namespace.yaml',
      'modules/billing/lock.json',
      'modules/billing/module.yaml',
      'modules/o8-platform/app-project.yaml',
      'modules/stray.yaml',
    ]);
    expect(files[2]).toEqual({ path: 'bootstrap/root.yaml', content: 'root' });
  });

  it('reads no more than the approved specs, and what entries share', async () => {
    const folder = createFolder({
      ...PLATFORM,
      'modules/billing/clusters/module.yaml': 'no entry',
      'modules/billing/values.yaml': 'not shared',
      'modules/kustomization.yaml': 'shared',
      'modules/o8-platform/values.yaml': 'shared',
    });
    expect((await read(folder, APPROVED_SCOPE)).paths).toEqual([
      'modules/billing/lock.json',
      'modules/billing/module.yaml',
      'modules/kustomization.yaml',
      'modules/o8-platform/values.yaml',
    ]);
  });

  it('leaves the code of a module alone', async () => {
    const folder = createFolder({
      'o8.yaml': 'o',
      'catalog-info.yaml': 'c',
      '.o8/lock.json': 'l',
      'deploy/base/service.yaml': 's',
      'docs/runbooks/restore.md': 'd',
      'docs/picture.png': 'p',
      '.github/workflows/check.yaml': 'w',
      '.gitlab-ci.yml': 'w',
      'src/index.ts': 'code',
      'node_modules/x/o8.yaml': 'x',
    });
    symlinkSync('/etc', path.join(folder, 'src/link'));
    const { paths, problems } = await read(folder, MODULE_SCOPE);
    expect(problems).toEqual([]);
    expect(paths).toEqual([
      '.github/workflows/check.yaml',
      '.gitlab-ci.yml',
      '.o8/lock.json',
      'catalog-info.yaml',
      'deploy/base/service.yaml',
      'docs/runbooks/restore.md',
      'o8.yaml',
    ]);
  });

  it.each([
    ['modules/evil', APPROVED_SCOPE],
    ['modules/billing/lock.json', APPROVED_SCOPE],
    ['modules/evil', PLATFORM_SCOPE],
    ['modules/billing/clusters/eu-1/x.yaml', PLATFORM_SCOPE],
    ['bootstrap/root.yaml', PLATFORM_SCOPE],
  ])('refuses a link to outside at %s', async (link, scope) => {
    const outside = createFolder({ 'module.yaml': 'secret' });
    const folder = createFolder({
      'modules/billing/module.yaml': 'm',
      'modules/billing/clusters/eu-1/namespace.yaml': 'n',
      'bootstrap/other.yaml': 'o',
    });
    symlinkSync(outside, path.join(folder, link));
    const { files, problems } = await read(folder, scope);
    expect(problems).toEqual([
      {
        file: path.join('apps', link),
        path: '',
        message: 'is a symbolic link, and these are not followed',
        kind: 'unreadable',
      },
    ]);
    expect(JSON.stringify(files)).not.toContain('secret');
  });

  it('names every file that it could not read', async () => {
    const folder = createFolder({
      'modules/a/large.yaml': 'x'.repeat(2 ** 21),
    });
    writeFileSync(path.join(folder, 'modules/a/b.yaml'), Buffer.from([0xff]));
    const { problems } = await read(folder);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'apps/modules/a/b.yaml: is not UTF-8 text',
      'apps/modules/a/large.yaml: is larger than 1 MiB',
    ]);
  });

  it('says that there is no folder', async () => {
    const { problems } = await read(path.join(createFolder(), 'nowhere'));
    expect(problems).toMatchObject([
      { file: 'apps', message: 'cannot be read: it does not exist' },
    ]);
  });

  it('reads more files than at once', async () => {
    const names = Array.from(
      { length: 300 },
      (_, i) => `modules/m${i}/module.yaml`,
    );
    const folder = createFolder(Object.fromEntries(names.map(n => [n, n])));
    const { files } = await read(folder, APPROVED_SCOPE);
    expect(files).toHaveLength(300);
    expect(files.every(file => file.path === file.content)).toBe(true);
  });
});

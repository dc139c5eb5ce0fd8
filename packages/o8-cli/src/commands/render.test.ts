import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  createFolder,
  createSpec,
  readTree,
  runIn,
  ZONE,
} from '../__testUtils__';
import { MODULE_SCOPE, PLATFORM_SCOPE } from '../files/scopes';

const ARGS = 'render o8.yaml --landing-zone zone.yaml --out build';
const WITH_PLATFORM = `${ARGS} --platform apps`;
const UNCHECKED =
  'o8: without --platform it is not checked whether other modules have these names\n';

const start = (files: Record<string, string> = {}) =>
  createFolder({ 'zone.yaml': ZONE, 'o8.yaml': createSpec(), ...files });

/** A folder with the platform repository of the demo, and modules in it. */
async function startWithPlatform(...modules: string[]): Promise<string> {
  const folder = start();
  await runIn(folder, 'init zone.yaml --out apps');
  for (const name of modules) {
    const entry = path.join(folder, 'apps/modules', name);
    mkdirSync(entry);
    writeFileSync(path.join(entry, 'module.yaml'), createSpec(name));
  }
  return folder;
}

describe('o8 render', () => {
  it('writes both repositories', async () => {
    const folder = start();
    const { code, out, err } = await runIn(folder, ARGS);
    expect({ code, err }).toEqual({ code: 0, err: UNCHECKED });
    const tree = readTree(path.join(folder, 'build'));
    const files = Object.keys(tree);
    expect(out).toBe(
      `Wrote ${files.length} files to build/module and build/platform.\n`,
    );
    expect(files).toEqual(
      expect.arrayContaining([
        'module/o8.yaml',
        'module/.o8/lock.json',
        'module/deploy/base/deployment.yaml',
        'platform/modules/billing/module.yaml',
        'platform/modules/billing/application-eu-1.yaml',
        'platform/modules/billing/clusters/us-1/namespace.yaml',
      ]),
    );
    expect(readdirSync(folder).sort()).toEqual([
      'build',
      'o8.yaml',
      'zone.yaml',
    ]);
  });

  it('writes nothing that validate would not read', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    const read = (part: string) =>
      Object.keys(readTree(path.join(folder, 'build', part)));
    expect(read('module').filter(at => !MODULE_SCOPE.file(at))).toEqual([]);
    expect(read('platform').filter(at => !PLATFORM_SCOPE.file(at))).toEqual([]);
  });

  it('writes the same bytes twice, and says so', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    const before = readTree(folder);
    const { code, out } = await runIn(folder, ARGS);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^All \d+ files are in build already: nothing changes\.\n$/,
    );
    expect(readTree(folder)).toEqual(before);
  });

  it('asks for --force before it replaces anything', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    const wanted = readTree(folder);
    const changed = path.join(folder, 'build/module/deploy/base/service.yaml');
    writeFileSync(changed, 'mine');
    writeFileSync(path.join(folder, 'build/module/index.ts'), 'code');
    const refused = await runIn(folder, ARGS);
    expect(refused).toMatchObject({
      code: 1,
      out: 'build/module/deploy/base/service.yaml: is there with other content: --force overwrites it\n',
    });
    expect(readFileSync(changed, 'utf8')).toBe('mine');
    const forced = await runIn(folder, `${ARGS} --force`);
    expect(forced.code).toBe(0);
    expect(forced.out).toMatch(
      /^Wrote 1 files to .*; \d+ were there already\.\n$/,
    );
    expect(readTree(folder)).toEqual({
      ...wanted,
      'build/module/index.ts': 'code',
    });
  });

  it('says what is left of an earlier rendering', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    writeFileSync(
      path.join(folder, 'o8.yaml'),
      `${createSpec()}  placements: [{ environment: production, cluster: eu-1 }]\n`,
    );
    const { code, err, out } = await runIn(folder, `${ARGS} --force --json`);
    expect(code).toBe(0);
    expect(err).toContain('Argo CD would still apply them');
    expect(JSON.parse(out).leftovers).toEqual(
      expect.arrayContaining([
        'module/deploy/overlays/production-us-1/kustomization.yaml',
        'platform/modules/billing/application-us-1.yaml',
        'platform/modules/billing/clusters/us-1/namespace.yaml',
      ]),
    );
  });

  it('is one document with --json', async () => {
    const folder = await startWithPlatform();
    const { code, out, err } = await runIn(folder, `${WITH_PLATFORM} --json`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { files, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      ok: true,
      out: path.join(folder, 'build'),
      modules: [{ name: 'billing', file: 'o8.yaml', folder: 'module' }],
      platformChecked: true,
      leftovers: [],
      problems: [],
    });
    expect(files).toContainEqual({ path: 'module/o8.yaml', written: true });
    const again = await runIn(folder, `${WITH_PLATFORM} --json`);
    expect(JSON.parse(again.out).files).toContainEqual({
      path: 'module/o8.yaml',
      written: false,
    });
  });
});

describe('o8 render, what is wrong', () => {
  const spec = (text: string) => ({ 'o8.yaml': text });

  it.each<[string, Record<string, string>, number, RegExp[]]>([
    [
      'the spec: every problem',
      spec(createSpec('Bill').replace('service', 'cat')),
      1,
      [/^o8\.yaml: metadata\.name: /, /^o8\.yaml: spec\.workload\.kind: /],
    ],
    [
      'the spec and the landing zone: both',
      { ...spec('kind: Module'), 'zone.yaml': 'kind: LandingZone' },
      1,
      [/^o8\.yaml: metadata: /, /^zone\.yaml: spec: /],
    ],
    ['no YAML', spec('{'), 1, [/^o8\.yaml: .*YAML/]],
    ['an empty file', spec(''), 1, [/^o8\.yaml: /]],
    [
      'an expression',
      spec(createSpec('billing', '  description: "${{ secrets.X }}"\n')),
      1,
      [/^o8\.yaml: metadata\.description: must not contain/],
    ],
    [
      'only that the landing zone refuses it: 3',
      spec(
        `${createSpec()}  placements: [{ environment: production, cluster: mars }]\n`,
      ),
      3,
      [/^o8\.yaml: spec\.placements\[0\]/],
    ],
    [
      'the namespace of an add-on, in every landing zone: 1',
      spec(createSpec('velero')),
      1,
      [/^o8\.yaml: metadata\.name: .*reserved/],
    ],
    [
      'another landing zone: 3',
      spec(createSpec().replace('demo', 'other')),
      3,
      [/^o8\.yaml: spec\.landingZone: /],
    ],
  ])('%s', async (_, files, code, lines) => {
    const folder = start(files);
    const before = readTree(folder);
    const ran = await runIn(folder, ARGS);
    expect(ran.code).toBe(code);
    for (const line of lines) {
      expect(ran.out.split('\n')).toContainEqual(expect.stringMatching(line));
    }
    expect(readTree(folder)).toEqual(before);
    const json = JSON.parse((await runIn(folder, `${ARGS} --json`)).out);
    expect(json).toMatchObject({ ok: false, problems: expect.any(Array) });
    expect(json.problems).toHaveLength(ran.out.trim().split('\n').length);
  });

  it('a file that is not there', async () => {
    const args = 'render nowhere.yaml --landing-zone zone.yaml --out build';
    expect(await runIn(start(), args)).toMatchObject({
      code: 1,
      out: 'nowhere.yaml: cannot be read: it does not exist\n',
    });
  });

  it('links are not followed: not to read', async () => {
    const folder = start();
    symlinkSync('o8.yaml', path.join(folder, 'link.yaml'));
    const args = 'render link.yaml --landing-zone zone.yaml --out build';
    expect(await runIn(folder, args)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^link\.yaml: is a symbolic link/),
    });
  });

  it.each(['build', 'build/module', 'build/platform/modules/billing'])(
    'links are not followed: not to write at %s',
    async at => {
      const outside = createFolder();
      const folder = start();
      mkdirSync(path.dirname(path.join(folder, at)), { recursive: true });
      symlinkSync(outside, path.join(folder, at));
      const before = readTree(folder);
      const { code, out } = await runIn(folder, `${ARGS} --force`);
      expect(code).toBe(1);
      expect(out).toContain('cannot be written: a part of its path');
      expect(readTree(outside)).toEqual({});
      expect(readTree(folder)).toEqual(before);
    },
  );
});

describe('o8 render --platform', () => {
  it('says nothing when names were checked', async () => {
    const folder = await startWithPlatform('other', 'billing');
    expect(await runIn(folder, WITH_PLATFORM)).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it('names an approved module that cannot be read', async () => {
    const folder = await startWithPlatform('other');
    const entry = path.join(folder, 'apps/modules/other/module.yaml');
    writeFileSync(entry, createSpec('other').replace('service', 'cat'));
    const { code, out } = await runIn(folder, WITH_PLATFORM);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^apps\/modules\/other\/module\.yaml: spec\.workload\.kind: must be .*\n$/,
    );
  });

  it('follows no link to outside', async () => {
    const outside = createFolder({ 'module.yaml': createSpec('evil') });
    const folder = await startWithPlatform();
    symlinkSync(outside, path.join(folder, 'apps/modules/evil'));
    const before = readTree(folder);
    const { code, out } = await runIn(folder, WITH_PLATFORM);
    expect({ code, out }).toEqual({
      code: 1,
      out: 'apps/modules/evil: is a symbolic link, and these are not followed\n',
    });
    expect(readTree(folder)).toEqual(before);
  });

  it('does not take another folder for a platform repository', async () => {
    const folder = start({ 'apps/zone.yaml': ZONE });
    const { code, out } = await runIn(folder, WITH_PLATFORM);
    expect(code).toBe(1);
    expect(out).toBe(
      'apps: is no platform repository: it has no folder "modules"\n',
    );
  });

  it('does not take a folder that is not there for an empty one', async () => {
    const { code, out } = await runIn(start(), WITH_PLATFORM);
    expect(code).toBe(1);
    expect(out).toBe('apps: cannot be read: it does not exist\n');
  });
});

describe('o8 render, hostile texts', () => {
  it.each([
    'it\'s "quoted" # not a comment',
    '$(rm -rf /) `id` ${HOME}',
    '{{ .Values }} !!js/function "x"',
    '- a: [b, {c: &d *e}]',
    '</script><!-- %{x} \\n',
  ])('are written as what they are: %s', async description => {
    const line = `  description: ${JSON.stringify(description)}\n`;
    const folder = start({ 'o8.yaml': createSpec('billing', line) });
    expect((await runIn(folder, ARGS)).code).toBe(0);
    const again =
      'render build/module/o8.yaml --landing-zone zone.yaml --out two';
    expect((await runIn(folder, again)).code).toBe(0);
    expect(readTree(path.join(folder, 'two'))).toEqual(
      readTree(path.join(folder, 'build')),
    );
  });

  it.each(['two\\nlines', '\\u001b[2J', '\\u202e', '${{ x }}'])(
    'are refused: %s',
    async description => {
      const line = `  description: "${description}"\n`;
      const folder = start({ 'o8.yaml': createSpec('billing', line) });
      const { code, out } = await runIn(folder, ARGS);
      expect(code).toBe(1);
      expect(out).toMatch(/^o8\.yaml: metadata\.description: .*\n$/);
      expect(readdirSync(folder)).not.toContain('build');
    },
  );
});

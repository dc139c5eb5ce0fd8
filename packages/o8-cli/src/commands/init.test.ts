import { parseLandingZone, renderPlatform } from '@orchestr8/o8-blueprint';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createFolder,
  readTree,
  REVIEWED,
  runIn,
  ZONE,
} from '../__testUtils__';
import { MODULE_SCOPE, PLATFORM_SCOPE } from '../files/scopes';

const ARGS = 'init zone.yaml --out apps';

function expectedFiles(text: string) {
  const zone = parseLandingZone(text);
  if (!zone.ok) {
    throw new Error('The example is wrong');
  }
  return renderPlatform(zone.value);
}

const EXPECTED = Object.fromEntries(
  expectedFiles(ZONE).map(file => [file.path, file.content]),
);

const start = () => createFolder({ 'zone.yaml': ZONE });

describe('o8 init', () => {
  it('writes the platform repository and says what comes next', async () => {
    const folder = start();
    const { code, out, err } = await runIn(folder, ARGS);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readTree(path.join(folder, 'apps'))).toEqual(EXPECTED);
    expect(Object.keys(EXPECTED)).toContain('bootstrap/root.yaml');
    for (const file of Object.keys(EXPECTED)) {
      expect(out).toContain(`\n  ${file}\n`);
    }
    expect(out).toContain('Next:\n  cd apps\n  git init');
    expect(out).toContain('http://127.0.0.1:7444/platform/o8-apps.git');
    expect(readdirSync(folder).sort()).toEqual(['apps', 'zone.yaml']);
  });

  it('says that nothing changes the second time, whatever was added', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    const apps = path.join(folder, 'apps');
    mkdirSync(path.join(apps, 'modules/billing'));
    writeFileSync(path.join(apps, 'modules/billing/module.yaml'), 'x');
    const before = readTree(apps);
    const { code, out } = await runIn(folder, ARGS);
    expect(code).toBe(0);
    expect(out).toBe(
      'apps is the platform repository of "demo" already: nothing changes.\n',
    );
    expect(readTree(apps)).toEqual(before);
  });

  it('writes into an empty folder and into a new clone', async () => {
    const folder = start();
    mkdirSync(path.join(folder, 'apps/.git'), { recursive: true });
    writeFileSync(path.join(folder, 'apps/.git/HEAD'), 'ref: refs/heads/main');
    expect(await runIn(folder, ARGS)).toMatchObject({ code: 0 });
    expect(readTree(path.join(folder, 'apps'))).toEqual({
      ...EXPECTED,
      '.git/HEAD': 'ref: refs/heads/main',
    });
  });

  it('gives a folder to the shell as one word', async () => {
    const args = ['init', 'zone.yaml', '--out', "it's; $(x)"];
    const { code, out } = await runIn(start(), args);
    expect(code).toBe(0);
    expect(out).toContain(`\n  cd 'it'\\''s; $(x)'\n`);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a folder with something else',
      { 'apps/notes.txt': 'mine' },
      'apps: is not empty (1 entries): init writes into an empty folder only',
    ],
    [
      'a part of a platform repository',
      { 'apps/README.md': EXPECTED['README.md'] },
      'apps: is not empty (1 entries)',
    ],
    [
      'a file with other content',
      { 'apps/README.md': 'mine' },
      'apps/README.md: is there with other content',
    ],
    [
      'a file where the folder would be',
      { apps: 'mine' },
      'apps/README.md: cannot be written: a part of its path is not a folder',
    ],
  ])('leaves %s as it is', async (_, files, problem) => {
    const folder = createFolder({ 'zone.yaml': ZONE, ...files });
    const before = readTree(folder);
    const { code, out } = await runIn(folder, ARGS);
    expect(code).toBe(1);
    expect(out).toContain(problem);
    expect(readTree(folder)).toEqual(before);
  });

  it('does not turn one landing zone into another', async () => {
    const folder = createFolder({ 'zone.yaml': ZONE, 'other.yaml': REVIEWED });
    await runIn(folder, ARGS);
    const before = readTree(folder);
    const { code } = await runIn(folder, 'init other.yaml --out apps');
    expect(code).toBe(1);
    expect(readTree(folder)).toEqual(before);
  });

  it('does not write through a link', async () => {
    const outside = createFolder();
    const folder = start();
    symlinkSync(outside, path.join(folder, 'apps'));
    expect(await runIn(folder, ARGS)).toMatchObject({ code: 1 });
    expect(readTree(outside)).toEqual({});
  });

  it('names every problem of the landing zone and writes nothing', async () => {
    const wrong = ZONE.replace('review: none', 'review: maybe').replace(
      'branch: main',
      'branch: "x y"',
    );
    const folder = createFolder({ 'zone.yaml': wrong });
    const { code, out } = await runIn(folder, ARGS);
    expect(code).toBe(1);
    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(/^zone\.yaml: spec\.review: must be/),
      expect.stringMatching(/^zone\.yaml: spec\.git\.branch: is not/),
    ]);
    expect(readdirSync(folder)).toEqual(['zone.yaml']);
  });

  it('is one document with --json', async () => {
    const folder = start();
    const first = await runIn(folder, `${ARGS} --json`);
    expect(JSON.parse(first.out)).toEqual({
      ok: true,
      landingZone: 'demo',
      out: path.join(folder, 'apps'),
      changed: true,
      files: Object.keys(EXPECTED),
      problems: [],
    });
    const second = await runIn(folder, `${ARGS} --json`);
    expect(JSON.parse(second.out)).toMatchObject({ ok: true, changed: false });
    const missing = await runIn(folder, 'init nowhere --out x --json');
    expect(JSON.parse(missing.out)).toEqual({
      ok: false,
      problems: [
        {
          file: 'nowhere',
          path: '',
          message: 'cannot be read: it does not exist',
          kind: 'unreadable',
        },
      ],
    });
  });

  it('writes nothing that validate would not read', () => {
    const paths = Object.keys(EXPECTED);
    expect(paths.filter(at => !PLATFORM_SCOPE.file(at))).toEqual([]);
    expect(
      paths.filter(at => at !== 'README.md' && MODULE_SCOPE.file(at)),
    ).toEqual([]);
  });
});

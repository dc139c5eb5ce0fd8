import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder, createSpec, runIn, ZONE } from '../__testUtils__';

const NO_SPEC = createSpec('Bill');

/** A folder with a zone, its platform repository, and a rendered module. */
async function createPortfolio(): Promise<string> {
  const folder = createFolder({
    'zone.yaml': ZONE,
    'billing.yaml': createSpec(),
  });
  await runIn(folder, 'init zone.yaml --out apps');
  await runIn(
    folder,
    'render billing.yaml --landing-zone zone.yaml --platform apps --out build',
  );
  return folder;
}

const write = (folder: string, at: string, content: string) => {
  mkdirSync(path.dirname(path.join(folder, at)), { recursive: true });
  writeFileSync(path.join(folder, at), content);
};

describe('o8 validate FILE', () => {
  it.each([
    ['a module spec', createSpec(), 'x: fine (module spec)\n'],
    ['a landing zone', ZONE, 'x: fine (landing zone)\n'],
  ])('knows %s', async (_, text, line) => {
    const ran = await runIn(createFolder({ x: text }), 'validate x');
    expect(ran).toEqual({
      code: 0,
      out: `${line}Checked 1: 1 fine, 0 with problems.\n`,
      err: '',
    });
  });

  it('asks the landing zone of a spec, where it is given', async () => {
    const placed = `${createSpec()}  placements: [{ environment: production, cluster: mars }]\n`;
    const folder = createFolder({
      'zone.yaml': ZONE,
      'a.yaml': placed,
      'b.yaml': placed.replace('demo', 'other'),
    });
    const args = ['--landing-zone', 'zone.yaml'];
    const refused = await runIn(folder, ['validate', 'a.yaml', ...args]);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^a\.yaml: spec\.placements\[0\]\.cluster: /);
    // Of another zone nothing is known.
    for (const more of [['a.yaml'], ['b.yaml', ...args]]) {
      expect(await runIn(folder, ['validate', ...more])).toMatchObject({
        code: 0,
      });
    }
  });

  it.each<[string, string | Buffer, RegExp[]]>([
    [
      'a spec with two problems',
      NO_SPEC.replace('service', 'cat'),
      [
        /^x: metadata\.name: is not a module name/,
        /^x: spec\.workload\.kind: must be/,
      ],
    ],
    [
      'a landing zone with one',
      ZONE.replace('review: none', 'reviews: none'),
      [/^x: spec\.reviews: is not a field/],
    ],
    [
      'something else',
      'kind: Component\nspec: {}\n',
      [/^x: kind: must be "Module" or "LandingZone"$/],
    ],
    [
      'a wrong apiVersion',
      createSpec().replace('v1alpha1', 'v2'),
      [/^x: apiVersion: must be/],
    ],
    ['a list', '[]', [/^x: /]],
    ['nothing', '', [/^x: /]],
    ['no YAML', '{', [/^x: .*YAML/]],
    ['a tag', '!!js/function x', [/^x: .*tag/]],
    ['two documents', `${createSpec()}---\n${ZONE}`, [/^x: .*document/]],
    ['bytes', Buffer.from([0xff, 0x00]), [/^x: is not UTF-8 text$/]],
    ['too much', 'x'.repeat(2 ** 20 + 1), [/^x: is larger than 1 MiB$/]],
    ['too many aliases', `a: &a [x]\nb: [${'*a,'.repeat(999)}]`, [/^x: /]],
    ['too deep', '['.repeat(100_000), [/^x: /]],
  ])('names what is wrong with %s', async (_, content, lines) => {
    const folder = createFolder();
    writeFileSync(path.join(folder, 'x'), content);
    const { code, out, err } = await runIn(folder, 'validate x');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const said = out.trim().split('\n');
    expect(said.pop()).toBe('Checked 1: 0 fine, 1 with problems.');
    expect(said).toEqual(
      expect.arrayContaining(lines.map(line => expect.stringMatching(line))),
    );
    expect(said.every(line => line.startsWith('x: '))).toBe(true);
  });

  it('lets no text of others end a line or speak to the terminal', async () => {
    const text = createSpec().replace(
      'kind: service',
      '"a\\u202eb\\e[2J": 1, kind: service',
    );
    const { out } = await runIn(createFolder({ x: text }), 'validate x');
    expect(out).toContain('\\u{202e}');
    expect(out).not.toContain('\u001b');
    expect(out.trim().split('\n')).toHaveLength(2);
  });
});

describe('o8 validate FOLDER', () => {
  it('finds everything below it', async () => {
    const folder = await createPortfolio();
    write(
      folder,
      'catalog.yaml',
      'apiVersion: backstage.io/v1alpha1\nkind: User\n',
    );
    write(folder, 'node_modules/x/o8.yaml', NO_SPEC);
    write(folder, '.cache/o8.yaml', NO_SPEC);
    const { code, out, err } = await runIn(folder, 'validate .');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trim().split('\n')).toEqual([
      'apps: fine (platform repository)',
      'billing.yaml: fine (module spec)',
      'build/module: fine (module repository)',
      'build/platform: fine (platform repository)',
      'zone.yaml: fine (landing zone)',
      'Checked 5: 5 fine, 0 with problems.',
    ]);
  });

  it('counts what is fine beside what is not', async () => {
    const folder = createFolder({ 'a.yaml': createSpec(), 'b/c.yml': NO_SPEC });
    const { code, out } = await runIn(folder, 'validate .');
    expect(code).toBe(1);
    expect(out).toMatch(/^b\/c\.yml: metadata\.name: /);
    expect(out).toContain(
      '\na.yaml: fine (module spec)\nChecked 2: 1 fine, 1 with',
    );
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['documents of others', { 'a.yaml': 'kind: User', 'b.txt': ZONE }],
    [
      'what belongs to tools',
      { '.hidden/z.yaml': ZONE, 'node_modules/z.yaml': ZONE },
    ],
    ['a folder that is called modules', { 'modules/readme.txt': 'x' }],
  ])('does not pass a folder with %s', async (_, files) => {
    const folder = createFolder({ 'at/.keep': '', ...prefix('at', files) });
    const ran = await runIn(folder, 'validate at');
    expect(ran).toEqual({
      code: 1,
      out: 'at: holds no module spec, landing zone, module repository or platform repository\n',
      err: '',
    });
  });

  it('knows ours by what they say, not by whether they are right', async () => {
    const folder = createFolder({
      'a.yaml': 'apiVersion: orchestr8.io/v9\nkind: Modul\n',
      'b.yaml': '{"apiVersion":"orchestr8.io/v1alpha1"',
    });
    const { out } = await runIn(folder, 'validate .');
    expect(out).toContain('Checked 2: 0 fine, 2 with problems.');
  });

  it('says which links it did not follow', async () => {
    const outside = createFolder({ 'z.yaml': NO_SPEC });
    const folder = createFolder({ 'zone.yaml': ZONE });
    symlinkSync(outside, path.join(folder, 'linked'));
    const { code, out, err } = await runIn(folder, 'validate .');
    expect(code).toBe(0);
    expect(out).toContain('Checked 1: 1 fine');
    expect(err).toBe('o8: 1 symbolic links were not followed: linked\n');
  });

  it.each([
    ['nowhere', 'nowhere: does not exist\n'],
    ['link', 'link: is a symbolic link, and these are not followed\n'],
  ])('refuses %s', async (name, out) => {
    const folder = createFolder({ 'at/zone.yaml': ZONE });
    symlinkSync('at', path.join(folder, 'link'));
    const ran = await runIn(folder, ['validate', name]);
    expect(ran).toEqual({ code: 1, out, err: '' });
  });
});

describe('o8 validate REPOSITORY', () => {
  const MODULE = 'build/module';
  const PLATFORM = 'build/platform';

  it.each<[string, string, string, RegExp]>([
    [
      'a spec that is wrong',
      MODULE,
      'o8.yaml',
      /^build\/module\/o8\.yaml: .*is not a module name/m,
    ],
    [
      'a lock that is none',
      MODULE,
      '.o8/lock.json',
      /^build\/module\/\.o8\/lock\.json: is not JSON$/m,
    ],
    [
      'a manifest that is none',
      MODULE,
      'deploy/base/service.yaml',
      /^build\/module\/deploy\/base\/service\.yaml: /m,
    ],
    [
      'an approved spec that is wrong',
      PLATFORM,
      'modules/billing/module.yaml',
      /^build\/platform\/modules\/billing\/module\.yaml: .*is not a module name/m,
    ],
    [
      'a file that nobody approved',
      PLATFORM,
      'modules/stray.yaml',
      /^build\/platform\/modules\/stray\.yaml: is not in the directory/m,
    ],
  ])('names the file of %s', async (_, at, file, line) => {
    const folder = await createPortfolio();
    write(
      folder,
      path.join(at, file),
      /stray|service|lock/.test(file) ? '{' : NO_SPEC,
    );
    const { code, out } = await runIn(folder, ['validate', at]);
    expect(code).toBe(1);
    expect(out).toMatch(line);
    expect(out).toContain('Checked 1: 0 fine, 1 with problems.');
  });

  it.each(['o8.yaml', '.o8/lock.json'])('misses %s', async file => {
    const folder = await createPortfolio();
    rmSync(path.join(folder, MODULE, file));
    const { code, out } = await runIn(folder, 'validate build');
    expect(code).toBe(1);
    expect(out).toMatch(/^build\/module\/\S+: is missing$/m);
  });

  it('refuses links in a platform repository, and says nothing else', async () => {
    const folder = await createPortfolio();
    symlinkSync('/etc', path.join(folder, 'apps/modules/evil'));
    const { code, out } = await runIn(folder, 'validate apps');
    expect(code).toBe(1);
    expect(out).toBe(
      'apps/modules/evil: is a symbolic link, and these are not followed\n' +
        'Checked 1: 0 fine, 1 with problems.\n',
    );
  });

  it('knows more with the landing zone', async () => {
    const folder = createFolder({
      'zone.yaml': ZONE,
      'other.yaml': ZONE.replace('namespace: argocd', 'namespace: argo'),
      'billing.yaml': createSpec(),
    });
    await runIn(
      folder,
      'render billing.yaml --landing-zone zone.yaml --out build',
    );
    const args = 'validate build/platform --landing-zone';
    expect(await runIn(folder, `${args} zone.yaml`)).toMatchObject({ code: 0 });
    const { code, out } = await runIn(folder, `${args} other.yaml`);
    expect(code).toBe(1);
    expect(out).toMatch(/^build\/platform\/modules\/billing/);
    expect(await runIn(folder, `${args} nowhere.yaml`)).toMatchObject({
      code: 1,
      out: 'nowhere.yaml: cannot be read: it does not exist\n',
    });
  });

  it('is one document with --json', async () => {
    const folder = await createPortfolio();
    write(folder, 'build/module/o8.yaml', NO_SPEC);
    const { code, out } = await runIn(folder, 'validate build --json');
    expect(code).toBe(1);
    const { problems, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      ok: false,
      checked: [
        { file: 'build/module', what: 'module repository', ok: false },
        { file: 'build/platform', what: 'platform repository', ok: true },
      ],
    });
    expect(problems[0]).toEqual({
      file: 'build/module/o8.yaml',
      path: '',
      message: expect.stringContaining('metadata.name'),
      kind: 'invalid',
    });
  });
});

function prefix(at: string, files: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`${at}/${name}`, text]),
  );
}

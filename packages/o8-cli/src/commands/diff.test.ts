import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  actionsOf,
  createSpec,
  DIFF,
  edit,
  read,
  README,
  readTree,
  runGit,
  runIn,
  SERVICE,
  startUpgrade,
} from '../__testUtils__';

describe('o8 diff', () => {
  it('finds nothing in what was just written, and ends with 0', async () => {
    const folder = await startUpgrade(() => {});
    const lock = path.join(folder, 'module/.o8/lock.json');
    // The lock alone says another version.
    const ran = await runIn(folder, `${DIFF} --json`);
    expect(ran).toMatchObject({ code: 4, err: '' });
    expect(actionsOf(ran.out)).toEqual({ '.o8/lock.json': 'replace' });
    const { files } = JSON.parse(ran.out);
    writeFileSync(
      lock,
      files.find(({ path: at }: { path: string }) => at === '.o8/lock.json')
        .content,
    );
    const { code, out, err } = await runIn(folder, DIFF);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Nothing would change in \d+ files\.\n$/);
  });

  it('replaces, merges, keeps and tells of conflicts; git can apply it', async () => {
    const folder = await startUpgrade(module => {
      // What an older version wrote.
      edit(path.join(module, SERVICE), /$/, '# an older end\n');
      edit(path.join(module, README), /^# .*$/m, '# An older title');
      edit(path.join(module, 'catalog-info.yaml'), /^kind:/m, '# older\nkind:');
      edit(
        path.join(module, 'deploy/base/deployment.yaml'),
        /^kind:/m,
        '# older\nkind:',
      );
    });
    const module = path.join(folder, 'module');
    // What the team has made of it.
    edit(path.join(module, README), '# An older title', '# Our title');
    edit(path.join(module, 'deploy/base/deployment.yaml'), /$/, '# ours\n');
    edit(path.join(module, 'o8.yaml'), /^/, '# our spec\n');
    rmSync(path.join(module, 'catalog-info.yaml'));
    const before = readTree(folder);

    const { code, out, err } = await runIn(folder, DIFF);
    expect({ code, err }).toEqual({ code: 4, err: '' });
    expect(out).toMatch(/^replace +deploy\/base\/service\.yaml$/m);
    expect(out).toMatch(/^merge +deploy\/base\/deployment\.yaml$/m);
    expect(out).toMatch(/^conflict +README\.md$/m);
    expect(out).toMatch(/^deleted +catalog-info\.yaml$/m);
    expect(out).toMatch(/^-# an older end$/m);
    expect(out).toMatch(/^\+<<<<<<< this repository$/m);
    expect(out).toMatch(/^\d+ of \d+ files would change, 1 with conflicts\.$/m);
    expect(out).not.toContain('our spec');
    expect(readTree(folder)).toEqual(before);

    const json = JSON.parse((await runIn(folder, `${DIFF} --json`)).out);
    expect(json).toMatchObject({
      ok: false,
      different: true,
      modules: [{ name: 'billing', from: '0' }],
      problems: [],
    });
    const conflict = json.files.find(
      ({ path: at }: { path: string }) => at === README,
    );
    expect(conflict.hunks).toMatchObject([
      { base: ['# An older title'], mine: ['# Our title'] },
    ]);

    // The whole output: git skips what is no patch.
    runGit(module, 'apply --whitespace=nowarn', out);
    expect(read(module, SERVICE)).not.toContain('older');
    expect(read(module, 'deploy/base/deployment.yaml')).toMatch(/# ours\n$/);
    expect(read(module, README)).toBe(conflict.content);
    const restored = await runIn(folder, `${DIFF} --restore-deleted`);
    runGit(module, 'apply --whitespace=nowarn', restored.out);
    expect(read(module, 'catalog-info.yaml')).not.toContain('older');
  });

  it('merges nothing without a base: in a clone without history', async () => {
    const folder = await startUpgrade(module =>
      edit(path.join(module, SERVICE), /$/, '# older\n'),
    );
    const module = path.join(folder, 'module');
    edit(path.join(module, SERVICE), /^/, '# ours\n');
    runGit(module, 'commit --quiet --all --message ours');
    const whole = await runIn(folder, `${DIFF} --json`);
    expect(actionsOf(whole.out)[SERVICE]).toBe('merge');
    runGit(folder, [
      'clone',
      '--quiet',
      '--depth=1',
      `file://${module}`,
      'shallow',
    ]);
    const { code, out, err } = await runIn(
      folder,
      DIFF.replace('module', 'shallow'),
    );
    expect({ code, err }).toEqual({ code: 4, err: '' });
    expect(out).toMatch(/^no base +deploy\/base\/service\.yaml$/m);
    expect(out).toMatch(/, 1 without a base\.$/m);
    expect(out).not.toContain('-# older');
  });

  it('says why git could not be asked', async () => {
    const folder = await startUpgrade(module =>
      edit(path.join(module, SERVICE), /$/, '# older\n'),
    );
    edit(path.join(folder, 'module', SERVICE), /^/, '# ours\n');
    rmSync(path.join(folder, 'module/.git'), { recursive: true });
    const { code, out, err } = await runIn(folder, DIFF);
    expect(code).toBe(4);
    expect(out).toMatch(/^no base +deploy/m);
    expect(err).toMatch(
      /^o8: git could not be asked what was written in module: .*not a git repository/,
    );
  });

  it('compares one entry of a platform repository, or all', async () => {
    const folder = await startUpgrade();
    const entry = path.join(folder, 'apps/modules/billing');
    edit(path.join(entry, 'clusters/eu-1/namespace.yaml'), /$/, '# by hand\n');
    for (const target of [
      'apps',
      'apps/modules/billing',
      'apps/modules/billing/',
    ]) {
      const args = ['diff', target, '--landing-zone', 'zone.yaml', '--json'];
      const { code, out, err } = await runIn(folder, args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out).modules).toMatchObject([{ name: 'billing' }]);
    }
    rmSync(path.join(entry, 'lock.json'));
    const ran = await runIn(
      folder,
      'diff apps --landing-zone zone.yaml --json',
    );
    expect(actionsOf(ran.out)).toMatchObject({
      'modules/billing/lock.json': 'create',
      'modules/billing/clusters/eu-1/namespace.yaml': 'no base',
    });
  });

  it('refuses what would drop data, unless that is allowed', async () => {
    const folder = await startUpgrade();
    const placed = `${createSpec()}  placements: [{ environment: production, cluster: eu-1 }]\n`;
    writeFileSync(path.join(folder, 'module/o8.yaml'), placed);
    const { code, out } = await runIn(folder, DIFF);
    expect(code).toBe(3);
    expect(out).toMatch(
      /^module\/o8\.yaml: spec\.placements: drops production on "us-1", where the module has Namespace "billing"/,
    );
    const allowed = await runIn(folder, `${DIFF} --allow-destructive --json`);
    expect(allowed.code).toBe(4);
    expect(actionsOf(allowed.out)).toMatchObject({
      'deploy/overlays/production-us-1/kustomization.yaml': 'delete',
    });
  });

  it('says what it did not check', async () => {
    const folder = await startUpgrade();
    const { err } = await runIn(folder, 'diff module --landing-zone zone.yaml');
    expect(err).toBe(
      'o8: without --platform it is not checked what is approved\n',
    );
  });

  it.each<[string, (folder: string) => void, number, RegExp]>([
    [
      'a folder with nothing of ours',
      folder => rmSync(path.join(folder, 'module/o8.yaml')),
      1,
      /^module: is no module repository/,
    ],
    [
      'a folder that is not there',
      folder => rmSync(path.join(folder, 'module'), { recursive: true }),
      1,
      /^module: does not exist$/m,
    ],
    [
      'a file',
      folder => {
        rmSync(path.join(folder, 'module'), { recursive: true });
        writeFileSync(path.join(folder, 'module'), '');
      },
      1,
      /^module: is not a folder$/m,
    ],
    [
      'a lock that is no JSON',
      folder => writeFileSync(path.join(folder, 'module/.o8/lock.json'), '{'),
      1,
      /^module\/\.o8\/lock\.json: is not JSON$/m,
    ],
    [
      'a link where a file was written',
      folder => {
        rmSync(path.join(folder, 'module', SERVICE));
        symlinkSync('/etc/hostname', path.join(folder, 'module', SERVICE));
      },
      1,
      /^module\/deploy\/base\/service\.yaml: is a symbolic link/,
    ],
    [
      'a link where a folder was',
      folder => {
        const deploy = path.join(folder, 'module/deploy');
        cpSync(deploy, path.join(folder, 'moved'), { recursive: true });
        rmSync(deploy, { recursive: true });
        symlinkSync('../moved', deploy);
      },
      1,
      /^module\/deploy\/base\/service\.yaml: cannot be read: a part of its path/m,
    ],
    [
      'another landing zone: 3',
      folder =>
        edit(
          path.join(folder, 'module/o8.yaml'),
          'landingZone: demo',
          'landingZone: other',
        ),
      3,
      /^module\/o8\.yaml: spec\.landingZone: /,
    ],
  ])('names %s', async (_, change, code, line) => {
    const folder = await startUpgrade();
    change(folder);
    const ran = await runIn(folder, DIFF);
    expect(ran.out).toMatch(line);
    expect(ran.code).toBe(code);
    const json = JSON.parse((await runIn(folder, `${DIFF} --json`)).out);
    expect(json.ok).toBe(false);
    expect(json.problems.length).toBeGreaterThan(0);
  });

  it('reads no file that a lock names outside of the repository', async () => {
    const folder = await startUpgrade();
    const lock = path.join(folder, 'module/.o8/lock.json');
    edit(lock, '"README.md"', '"../zone.yaml"');
    const { code, out, err } = await runIn(folder, DIFF);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('"../zone.yaml" is not a path below a folder');
  });
});

import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  actionsOf,
  DIFF,
  edit,
  read,
  README,
  runGit,
  runIn,
  SERVICE,
  startUpgrade,
} from '../__testUtils__';

describe('o8 diff, where people have done something else', () => {
  it('passes over no entry that it cannot read', async () => {
    const folder = await startUpgrade();
    const entry = path.join(folder, 'apps/modules/billing');
    const args = 'diff apps --landing-zone zone.yaml';
    cpSync(path.join(entry, 'module.yaml'), path.join(folder, 'm.yaml'));
    rmSync(path.join(entry, 'module.yaml'));
    const gone = await runIn(folder, args);
    expect(gone.code).toBe(1);
    expect(gone.out).toMatch(
      /^apps\/modules\/billing\/module\.yaml: cannot be read: it does not exist$/m,
    );
    symlinkSync('../../../m.yaml', path.join(entry, 'module.yaml'));
    const link = await runIn(folder, args);
    expect(link.code).toBe(1);
    expect(link.out).toMatch(/module\.yaml: is a symbolic link/);
  });

  it('lets a lock of an entry name no file of others', async () => {
    const folder = await startUpgrade();
    const lock = path.join(folder, 'apps/modules/billing/lock.json');
    const blob = runGit(folder, 'hash-object apps/CODEOWNERS').trim();
    edit(
      lock,
      '"files": {',
      `"files": {"CODEOWNERS": {"blob": "${blob}", "mode": "100644"},`,
    );
    const ran = await runIn(folder, 'diff apps --landing-zone zone.yaml');
    expect(ran).toMatchObject({
      code: 1,
      out: 'apps/modules/billing/lock.json: names "CODEOWNERS", which is not in modules/billing/\n',
    });
  });

  it('leaves the approved spec to those who approve', async () => {
    const folder = await startUpgrade();
    const spec = path.join(folder, 'apps/modules/billing/module.yaml');
    edit(spec, /^ {2}name: billing$/m, '  name: billing # bills');
    edit(spec, /^spec:$/m, 'spec:\n  callers: any # for now');
    const ran = await runIn(
      folder,
      'diff apps --landing-zone zone.yaml --json',
    );
    expect(Object.values(actionsOf(ran.out))).toContain('replace');
    expect(actionsOf(ran.out)).not.toHaveProperty(
      'modules/billing/module.yaml',
    );
  });

  it('merges without git what the former spec still gives', async () => {
    const folder = await startUpgrade();
    const module = path.join(folder, 'module');
    const file = 'catalog-info.yaml';
    edit(path.join(module, file), /$/, '# ours\n');
    edit(
      path.join(module, 'o8.yaml'),
      /^metadata:$/m,
      'metadata:\n  title: Bills',
    );
    const { code, out, err } = await runIn(folder, `${DIFF} --json`);
    expect({ code, err }).toEqual({ code: 4, err: '' });
    expect(actionsOf(out)[file]).toBe('merge');
    const { files } = JSON.parse(out);
    const { content } = files.find(
      ({ path: at }: { path: string }) => at === file,
    );
    expect(content).toMatch(/title: Bills[^]*# ours\n$/);
  });

  it('prints a patch that git applies to any text, also of Windows', async () => {
    const folder = await startUpgrade(module => {
      edit(path.join(module, README), /$/, 'an older end\n');
      edit(path.join(module, SERVICE), /^/, '# older\n');
    });
    const module = path.join(folder, 'module');
    edit(path.join(module, README), /^/, '\ufeff\u{1f469}\u200d\u{1f680}\n');
    writeFileSync(
      path.join(module, SERVICE),
      read(module, SERVICE).replaceAll('\n', '\r\n'),
    );
    const { out } = await runIn(folder, DIFF);
    runGit(module, 'apply --whitespace=nowarn', out);
    expect(read(module, README)).toMatch(/^\ufeff\u{1f469}\u200d\u{1f680}\n/u);
    expect(read(module, README)).not.toContain('an older end');
    expect(read(module, SERVICE)).toMatch(/\r\n$/);
    expect(read(module, SERVICE)).not.toMatch(/older|[^\r]\n/);
  });

  it('says that files are of a newer version, and which option is for nothing', async () => {
    const folder = await startUpgrade();
    const lock = path.join(folder, 'apps/modules/billing/lock.json');
    edit(lock, /"blueprint": ".*"/, '"blueprint": "999"');
    const { err } = await runIn(
      folder,
      'diff apps --landing-zone zone.yaml --platform apps',
    );
    expect(err).toMatch(/^o8: --platform is not looked at: .* within apps$/m);
    expect(err).toMatch(
      /^o8: "billing" was written by blueprint 999, which is newer than this one/m,
    );
  });
});

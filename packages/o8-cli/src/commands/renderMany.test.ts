import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createFolder,
  createSpec,
  readTree,
  REVIEWED,
  runIn,
  ZONE,
} from '../__testUtils__';
import { runCli } from '../runCli';

const ARGS = 'render a.yaml b.yaml --landing-zone zone.yaml --out build';
const ALONE =
  'o8: without --platform it is not checked whether other modules have these names\n';

const start = (files: Record<string, string> = {}) =>
  createFolder({
    'zone.yaml': ZONE,
    'a.yaml': createSpec('alpha'),
    'b.yaml': createSpec('beta'),
    ...files,
  });

const read = (...names: string[]) => readFileSync(path.join(...names), 'utf8');

const calling = (name: string, callee: string) =>
  `${createSpec(name)}  callers: any\n  dependsOn: [{ module: ${callee} }]\n`;

describe('o8 render of several modules', () => {
  it('writes a folder for each, and one platform repository', async () => {
    const folder = start();
    const { code, out, err } = await runIn(folder, ARGS);
    expect({ code, err }).toEqual({ code: 0, err: ALONE });
    const files = Object.keys(readTree(path.join(folder, 'build')));
    expect(out).toBe(
      `Wrote ${files.length} files of 2 modules to build/modules and build/platform.\n`,
    );
    expect(files).toEqual(
      expect.arrayContaining([
        'modules/alpha/o8.yaml',
        'modules/beta/.o8/lock.json',
        'platform/modules/alpha/module.yaml',
        'platform/modules/beta/clusters/us-1/namespace.yaml',
      ]),
    );
  });

  it('writes for each what it writes for one alone', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    await runIn(folder, 'render a.yaml --landing-zone zone.yaml --out one');
    const tree = (...names: string[]) => readTree(path.join(folder, ...names));
    expect(tree('build/modules/alpha')).toEqual(tree('one/module'));
    expect(tree('build/platform/modules/alpha')).toEqual(
      tree('one/platform/modules/alpha'),
    );
  });

  it('writes the same bytes in any order', async () => {
    const folder = start();
    await runIn(folder, ARGS);
    const before = readTree(folder);
    const again = await runIn(
      folder,
      ARGS.replace('a.yaml b.yaml', 'b.yaml a.yaml'),
    );
    expect(again.code).toBe(0);
    expect(again.out).toMatch(
      /^All \d+ files of 2 modules are in build already: nothing changes\.\n$/,
    );
    expect(readTree(folder)).toEqual(before);
  });

  it('lets them call each other, also in a circle', async () => {
    const folder = start({
      'a.yaml': calling('alpha', 'beta'),
      'b.yaml': calling('beta', 'alpha'),
    });
    const { code, out, err } = await runIn(folder, ARGS);
    expect({ code, out, err }).toMatchObject({ code: 0, err: ALONE });
    const files = Object.keys(readTree(path.join(folder, 'build/platform')));
    expect(files).toEqual(
      expect.arrayContaining([
        'modules/alpha/clusters/eu-1/edges/beta.yaml',
        'modules/beta/clusters/us-1/edges/alpha.yaml',
      ]),
    );
  });

  it('takes a module outside of them on trust where its port is said, and notes it', async () => {
    const outside = calling('beta', 'nobody').replace(
      'nobody }',
      'nobody, port: 8080 }',
    );
    const folder = start({
      'a.yaml': calling('alpha', 'beta'),
      'b.yaml': outside,
    });
    const { code, err } = await runIn(folder, ARGS);
    expect(code).toBe(0);
    expect(err).toBe(
      `${ALONE}o8: Not checked without the platform repository: whether these modules are there and accept the caller: nobody\n`,
    );
    await runIn(folder, 'init zone.yaml --out apps');
    const ran = await runIn(folder, `${ARGS} --platform apps`);
    expect(ran.code).toBe(3);
    expect(ran.out).toMatch(
      /^b\.yaml: .*"nobody" is no module of the platform/,
    );
  });

  it('names the file of each problem, and writes nothing of anything', async () => {
    const folder = start({
      'b.yaml': calling('beta', 'nobody'),
      'c.yaml': createSpec('gamma').replace('service', 'cat'),
    });
    const before = readTree(folder);
    const ran = await runIn(folder, ARGS);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(
      /^b\.yaml: spec\.dependsOn\[0\]\.port: .*nobody.*\n$/,
    );
    const three = await runIn(folder, ARGS.replace('b.yaml', 'b.yaml c.yaml'));
    expect(three.code).toBe(1);
    expect(three.out).toMatch(/^c\.yaml: spec\.workload\.kind: /m);
    expect(readTree(folder)).toEqual(before);
  });

  it('refuses one name of two files', async () => {
    const folder = start({ 'b.yaml': createSpec('alpha') });
    expect(await runIn(folder, ARGS)).toMatchObject({
      code: 1,
      out: 'b.yaml: metadata.name: is the module "alpha", as a.yaml is\n',
    });
  });

  it('compares what each keeps with what is approved, not with the other specs', async () => {
    const folder = start();
    await runIn(folder, 'init zone.yaml --out apps');
    await runIn(folder, ARGS);
    cpSync(path.join(folder, 'build/platform'), path.join(folder, 'apps'), {
      recursive: true,
    });
    rmSync(path.join(folder, 'build'), { recursive: true });
    const args = `${ARGS} --platform apps`;
    expect(await runIn(folder, args)).toMatchObject({ code: 0, err: '' });
    rmSync(path.join(folder, 'build'), { recursive: true });
    writeFileSync(
      path.join(folder, 'b.yaml'),
      `${createSpec(
        'beta',
      )}  placements: [{ environment: production, cluster: eu-1 }]\n`,
    );
    const refused = await runIn(folder, args);
    expect(refused.code).toBe(3);
    expect(refused.out).toMatch(
      /^b\.yaml: spec\.placements: drops production on "us-1"/,
    );
    expect(await runIn(folder, `${args} --allow-destructive`)).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it('finds the landing zone of each among several', async () => {
    const { name } = /^ {2}name: (?<name>.+)$/m.exec(REVIEWED)?.groups ?? {};
    const files = {
      'reviewed.yaml': REVIEWED,
      'b.yaml': createSpec('beta').replace('demo', name),
    };
    const args = `${ARGS} --landing-zone reviewed.yaml`;
    const folder = start(files);
    expect(await runIn(folder, args)).toMatchObject({ code: 0 });
    const lock = read(folder, 'build/modules/beta/.o8/lock.json');
    expect(JSON.parse(lock).landingZone).toBe(name);

    const elsewhere = REVIEWED.replace(/^( {4}platform: .*)$/m, '$1-2');
    const apart = await runIn(
      start({ ...files, 'reviewed.yaml': elsewhere }),
      args,
    );
    expect(apart.code).toBe(1);
    expect(apart.out).toMatch(
      /^b\.yaml: spec\.landingZone: goes to the platform repository .*: render them one after the other\n$/,
    );
    const none = start({
      ...files,
      'b.yaml': createSpec('beta').replace('demo', 'x'),
    });
    const unknown = await runIn(none, args);
    expect(unknown.code).toBe(3);
    expect(unknown.out).toMatch(
      /^b\.yaml: spec\.landingZone: is "x", and the landing zones are "/,
    );
    const twice = await runIn(start(), `${ARGS} --landing-zone zone.yaml`);
    expect(twice).toMatchObject({
      code: 1,
      out: 'zone.yaml: is the landing zone "demo", as zone.yaml is\n',
    });
  });

  it.each([
    [
      'on a terminal',
      true,
      '',
      '\r\u001b[K1/2 alpha\r\u001b[K2/2 beta\r\u001b[K',
    ],
    ['not in a pipe', false, '', ''],
    ['not with --json', true, ' --json', ''],
  ])('shows how far it is %s', async (_, progress, more, wanted) => {
    let err = '';
    let out = '';
    const code = await runCli(`${ARGS}${more}`.split(' '), {
      cwd: start(),
      colors: false,
      progress,
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    expect(code).toBe(0);
    expect(err).toBe(`${wanted}${ALONE}`);
    expect(out).not.toContain('\u001b');
  });
});

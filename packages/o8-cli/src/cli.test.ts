import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createFolder, createSpec, readTree, ZONE } from './__testUtils__';

const BIN = path.resolve(__dirname, '../bin/o8');

// Starting compiles every file it needs, which can be slow on a busy machine.
jest.setTimeout(60_000);

/** Without what the runner of the tests says of colours. */
function plainEnvironment() {
  const { FORCE_COLOR, NO_COLOR, NODE_DISABLE_COLORS, ...env } = process.env;
  return env;
}

async function run(
  cwd: string,
  args: string,
  env: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [BIN, ...args.split(' ')], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), ...env },
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', data => (text.out += data));
  child.stderr.on('data', data => (text.err += data));
  const [code] = await once(child, 'close');
  return { code, ...text };
}

describe('o8', () => {
  it('works on the folder where it is started, and ends as promised', async () => {
    const folder = createFolder({ 'z.yaml': ZONE, 's.yaml': createSpec() });
    const init = await run(folder, 'init z.yaml --out apps');
    expect(init).toMatchObject({ code: 0, err: '' });
    const render = 'render s.yaml --landing-zone z.yaml --platform apps --out';
    expect(await run(folder, `${render} build`)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(Object.keys(readTree(folder))).toEqual(
      expect.arrayContaining(['apps/README.md', 'build/module/o8.yaml']),
    );
    expect(await run(folder, 'validate .')).toMatchObject({ code: 0, err: '' });
    expect(await run(folder, 'validate apps/README.md')).toMatchObject({
      code: 1,
    });
    expect(await run(folder, 'dance')).toMatchObject({ code: 2, out: '' });
  });

  it('prints a role without Backstage, a database or a cluster', async () => {
    const ran = await run(createFolder(), 'rbac --service-account o8/reader');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^kind: ClusterRole$[^]*^kind: ServiceAccount$/m);
  });

  it('says more than a pipe holds, without colours in it', async () => {
    const wrong = createSpec().replace(
      'workload:',
      `${Array.from({ length: 4000 }, (_, i) => `unknown${i}: 1\n  `).join(
        '',
      )}workload:`,
    );
    const folder = createFolder({ 's.yaml': wrong });
    const env = { NO_COLOR: '1' };
    const { code, out } = await run(folder, 'validate s.yaml', env);
    expect(code).toBe(1);
    expect(out.length).toBeGreaterThan(100_000);
    // Escapes would stand between the words.
    expect(out).toMatch(/^s\.yaml: spec\.unknown0: /);
    expect(out).toMatch(/Checked 1: 0 fine, 1 with problems\.\n$/);
  });

  it('has colours in a pipe if they are forced', async () => {
    const folder = createFolder({ 'x.yaml': 'kind: Nothing' });
    const { out } = await run(folder, 'validate x.yaml', { FORCE_COLOR: '1' });
    // eslint-disable-next-line no-control-regex -- it is the character in question
    expect(out).toMatch(/\u001b\[/);
  });
});

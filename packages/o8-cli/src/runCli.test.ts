import { createFolder, createSpec, runIn, ZONE } from './__testUtils__';
import { runCli } from './runCli';

describe('o8', () => {
  it('says what there is, and how it ends', async () => {
    const { code, out, err } = await runIn(createFolder(), '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: o8 \[options\] \[command\]\n/);
    for (const word of [
      'init',
      'render',
      'diff',
      'validate',
      'rbac',
      'doctor',
      'status',
      'Exit codes\n  0  fine',
    ]) {
      expect(out).toContain(word);
    }
  });

  const commands = 'init render diff validate rbac doctor status'.split(' ');
  it.each(commands)('explains %s', async command => {
    const { code, out, err } = await runIn(createFolder(), [command, '-h']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: o8 ${command} [<[]`));
    expect(out).toContain('--json');
    expect(out).toMatch(new RegExp(`^Examples\n  \\$ o8 ${command}\\b`, 'm'));
    expect(out).toContain('Exit codes\n  0  fine');
    expect(out.split('\n').every(line => line.length <= 90)).toBe(true);
  });

  it('has a version, and that of the blueprint', async () => {
    const { code, out } = await runIn(createFolder(), '--version');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\S* \(blueprint \S+\)\n$/);
  });

  // What is wrong with the command line itself is 2, and is one sentence.
  it.each([
    ['', ''],
    ['dance', "unknown command 'dance'"],
    ['validat x', "unknown command 'validat'\n(Did you mean validate?)"],
    ['--colour', "unknown option '--colour'"],
    ['validate', "missing required argument 'path'"],
    ['validate a b', 'too many arguments'],
    ['validate x --colour red', "unknown option '--colour'"],
    ['validate x --jsn', "unknown option '--jsn'\n(Did you mean --json?)"],
    ['init zone.yaml', "option '--out <dir>' is missing"],
    ['init --out x', "missing required argument 'zone'"],
    ['init zone.yaml --out', "option '--out <dir>' argument missing"],
    ['init zone.yaml --out=', "option '--out <dir>' argument '' is invalid."],
    ['render x', "option '--landing-zone <file>' is missing"],
    ['render x --landing-zone z', "option '--out <dir>' is missing"],
    ['render --landing-zone z --out o', "missing required argument 'module'"],
    ['diff x', "option '--landing-zone <file>' is missing"],
    ['diff --approved', "option '--platform <dir>' is missing"],
    ['diff a b', 'too many arguments'],
    ['diff --platform= --approved', "option '--platform <dir>' argument ''"],
    ['render x --lnding-zone z', "unknown option '--lnding-zone'"],
  ])('refuses "%s"', async (args, sentence) => {
    const { code, out, err } = await runIn(
      createFolder(),
      args.split(' ').filter(Boolean),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence && `o8: ${sentence}`);
    expect(err).not.toMatch(/^ +at /m);
  });

  it('says it as data too', async () => {
    const ran = await runIn(createFolder(), 'validate x --colour --json');
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toEqual({
      ok: false,
      error: "unknown option '--colour'",
      problems: [],
    });
  });
});

describe('an error', () => {
  // A file is where the folder would be made.
  const files = { 'z.yaml': ZONE, 's.yaml': createSpec(), taken: 'x' };
  const args = 'render s.yaml --landing-zone z.yaml --out taken/below';

  it('is one sentence', async () => {
    const { code, out, err } = await runIn(createFolder(files), args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trim().split('\n').pop()).toMatch(
      /^o8: .*taken.*: a part of the path is not a folder$/,
    );
    expect(err).not.toMatch(/^ +at /m);
  });

  it('has its place in the program with --verbose', async () => {
    // Thrown by our own code: the stacks of Node's errors are made when they are read,
    // and in a worker that has run other files by what one of those has left.
    let err = '';
    const code = await runCli(['validate', 'z.yaml', '--verbose'], {
      cwd: createFolder(files),
      colors: false,
      out: () => {
        throw new Error('the pipe is broken');
      },
      err: text => {
        err += text;
      },
    });
    expect(code).toBe(1);
    expect(err).toContain('the pipe is broken');
    expect(err).toMatch(/^ +at .*/m);
  });

  it('is data with --json', async () => {
    const { code, out } = await runIn(createFolder(files), `${args} --json`);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      error: expect.stringContaining('a part of the path is not a folder'),
      problems: [],
    });
  });
});

describe('colours', () => {
  const files = { 'x.yaml': 'kind: Nothing' };
  // eslint-disable-next-line no-control-regex -- it is the character in question
  const COLOR = /\u001b\[/;

  it('are there when they are wanted', async () => {
    const folder = createFolder(files);
    const { out } = await runIn(folder, 'validate x.yaml', { colors: true });
    expect(out).toMatch(COLOR);
  });

  it('are not there otherwise, nor in JSON', async () => {
    const folder = createFolder(files);
    const plain = await runIn(folder, 'validate x.yaml');
    const json = await runIn(folder, 'validate x.yaml --json', {
      colors: true,
    });
    expect(plain.out).toMatch(/^x\.yaml: kind: /m);
    expect(plain.out).not.toMatch(COLOR);
    expect(json.out).not.toMatch(COLOR);
  });
});

import {
  parseModuleSpec,
  readSealingCertificate,
  sealSecret,
  type SealScope,
} from '@orchestr8/o8-blueprint';
import { readFileSync, statSync, chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder, readTree, runIn } from '../__testUtils__';
import type { CliInput } from '../seal/CliInput';
import { CERTIFICATE } from '../seal/__testUtils__';
import { seal, type SealCommandOptions } from './seal';

const NOW_MS = Date.parse('2030-01-01');
const VALUE = 'hunter2';
const random = (bytes: number) => Buffer.alloc(bytes, 7);

const SPEC = `# Asked for by the auditors
apiVersion: orchestr8.io/v1alpha1
kind: Module
metadata: { name: billing, owner: 'group:default/payments' }
spec:
  landingZone: sealed
  workload: { kind: service }
  placements:
    - { environment: production, cluster: eu-1 }
    - { environment: production, cluster: us-1 }
  secrets:
    # Of the bank
    - name: stripe
      keys: [API_KEY,   HOOK]   # two
      sealed: {}
    - name: tls
      keys: [tls.crt]
      scope: namespace-wide
      mountPath: /run/tls
`;

const zoneWith = (secrets: object) =>
  JSON.stringify({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name: 'sealed' },
    spec: {
      git: { url: 'https://git.example', modules: 'm', platform: 'p/apps' },
      clusters: ['eu-1', 'us-1', 'ap-1'].map(name => ({
        name,
        environment: 'production',
        default: name === 'eu-1',
      })),
      registry: 'registry.example/m',
      placeholderImage: 'registry.example/p:1',
      secrets,
    },
  });
const SEALED = {
  operator: 'sealed-secrets',
  certificates: { 'eu-1': CERTIFICATE, 'us-1': CERTIFICATE },
};

const inputOf = (text: string, terminal = false): CliInput => ({
  terminal,
  read: async most => Buffer.from(text).subarray(0, most + 1),
});

function start(spec = SPEC, secrets: object = SEALED) {
  const cwd = createFolder({ 'o8.yaml': spec, 'zone.yaml': zoneWith(secrets) });
  return {
    cwd,
    read: () => readFileSync(path.join(cwd, 'o8.yaml'), 'utf8'),
    run: (more: Partial<SealCommandOptions> = {}) =>
      seal({
        module: 'o8.yaml',
        zone: 'zone.yaml',
        secret: 'stripe',
        key: 'API_KEY',
        input: inputOf(VALUE),
        cwd,
        nowMs: NOW_MS,
        random,
        ...more,
      }),
  };
}

/** What the value becomes with these random bytes. */
function sealedAs(
  text: string,
  { name = 'stripe', scope = 'strict' as SealScope } = {},
): string {
  const certificate = readSealingCertificate(CERTIFICATE);
  if (!certificate.ok) {
    throw new Error('the certificate of the test is broken');
  }
  return sealSecret(Buffer.from(text), {
    certificate: certificate.value,
    namespace: 'billing',
    name,
    scope,
    random,
  });
}

/** The lines of problems, and proof that nothing was written. */
async function refusalsOf(
  more: Partial<SealCommandOptions>,
  { spec = SPEC, secrets = SEALED as object } = {},
): Promise<string[]> {
  const { cwd, run } = start(spec, secrets);
  const before = readTree(cwd);
  const report = await run(more);
  expect(report.exitCode).toBe(1);
  expect(readTree(cwd)).toEqual(before);
  expect(JSON.stringify(report)).not.toContain(VALUE);
  return report.problems.map(({ file, path: at, message }) =>
    [file, at, message].filter(Boolean).join(': '),
  );
}

describe('o8 seal', () => {
  it('writes ciphertext for all clusters of the module, and leaves the rest as it is', async () => {
    const { run, read } = start();
    const text = sealedAs(VALUE);
    expect(await run()).toEqual({
      exitCode: 0,
      problems: [],
      notes: [],
      lines: [
        'Sealed "API_KEY" of the secret "stripe" for eu-1, us-1 (strict) into o8.yaml: commit it.',
      ],
      data: {
        file: 'o8.yaml',
        secret: 'stripe',
        key: 'API_KEY',
        scope: 'strict',
        clusters: ['eu-1', 'us-1'],
      },
    });
    expect(read()).toBe(
      SPEC.replace(
        'sealed: {}',
        `sealed:
        eu-1:
          API_KEY: ${text}
        us-1:
          API_KEY: ${text}`,
      ),
    );
  });

  it('makes a spec whole, key after key', async () => {
    const { run, read } = start();
    await run();
    await run({ key: 'HOOK', clusters: ['us-1', 'eu-1', 'us-1'] });
    await run({ secret: 'tls', key: 'tls.crt' });
    const spec = parseModuleSpec(read());
    expect(spec).toMatchObject({ ok: true });
    expect(read()).toContain(
      `"tls.crt": ${sealedAs(VALUE, {
        name: 'tls',
        scope: 'namespace-wide',
      })}`.replaceAll('"', ''),
    );
    expect(read()).toContain('# Of the bank\n');
  });

  it('replaces what was sealed before, and goes to the clusters that are named', async () => {
    const { run, read } = start();
    await run({ input: inputOf('old') });
    await run({ clusters: ['us-1'], input: inputOf('new') });
    expect(read()).toContain(`eu-1:\n          API_KEY: ${sealedAs('old')}`);
    expect(read()).toContain(`us-1:\n          API_KEY: ${sealedAs('new')}`);
  });

  it('takes the default clusters of the landing zone where the module names none', async () => {
    const { run } = start(SPEC.replace(/ {2}placements:\n( {4}- .*\n){2}/, ''));
    expect((await run()).data.clusters).toEqual(['eu-1']);
  });

  it.each([
    ['hunter2\n', false, 'hunter2'],
    ['hunter2\r\n', false, 'hunter2'],
    ['hunter2\n\n', false, 'hunter2\n'],
    ['  a\nb ', false, '  a\nb '],
    ['hunter2\n', true, 'hunter2\n'],
  ])('seals of %j (exact: %j) %j', async (text, isExact, sealed) => {
    const { run, read } = start();
    await run({ input: inputOf(text), isExact });
    expect(read()).toContain(sealedAs(sealed));
  });

  it('keeps the rights of the file, and leaves nothing beside it', async () => {
    const { cwd, run } = start();
    chmodSync(path.join(cwd, 'o8.yaml'), 0o640);
    await run();
    expect(statSync(path.join(cwd, 'o8.yaml')).mode & 0o777).toBe(0o640);
    expect(Object.keys(readTree(cwd)).sort()).toEqual(['o8.yaml', 'zone.yaml']);
  });

  it('says when a certificate will not hold much longer', async () => {
    const { run } = start();
    const nowMs = Date.parse('2126-10-15');
    expect((await run({ nowMs, clusters: ['eu-1'] })).notes).toEqual([
      expect.stringMatching(
        /^the certificate of eu-1 expires on 2126-\d\d-\d\d: have/,
      ),
    ]);
  });

  it('does not overwrite what was written while the value was read', async () => {
    const { cwd, run, read } = start();
    const report = await run({
      input: {
        terminal: false,
        read: async () => {
          writeFileSync(path.join(cwd, 'o8.yaml'), `${SPEC}# more\n`);
          return Buffer.from(VALUE);
        },
      },
    });
    expect(report.problems).toEqual([
      expect.objectContaining({ file: 'o8.yaml', kind: 'conflict' }),
    ]);
    expect(read()).toBe(`${SPEC}# more\n`);
  });
});

describe('o8 seal refuses', () => {
  it.each<[string, Partial<SealCommandOptions>, ...string[]]>([
    [
      'an unknown secret',
      { secret: 'other' },
      'o8.yaml: spec.secrets: has no "other": it has "stripe", "tls"',
    ],
    [
      'an unknown key',
      { key: 'KEY' },
      'o8.yaml: spec.secrets[0].keys: has no "KEY": it has "API_KEY", "HOOK"',
    ],
    [
      'an unknown cluster',
      { clusters: ['mars-1'] },
      'o8.yaml: spec.placements: "mars-1" is not a cluster of the landing zone, which has "eu-1", "us-1", "ap-1"',
    ],
    [
      'a cluster on which the module is not, and without a certificate',
      { clusters: ['ap-1'] },
      'o8.yaml: spec.placements: the module is not on "ap-1": it is on "eu-1", "us-1"',
      'zone.yaml: spec.secrets.certificates["ap-1"]: is missing: "kubeseal --fetch-cert" prints that of the controller',
    ],
    [
      'no value',
      { input: inputOf('\n') },
      'the value: is empty: nothing came from the pipe',
    ],
    [
      'a value that is too large',
      { input: inputOf(VALUE.repeat(10_000)) },
      'the value: is larger than 64 KiB',
    ],
    [
      'a file that is not there',
      { module: 'none.yaml' },
      'none.yaml: cannot be read: it does not exist',
    ],
  ])('%s', async (_, more, ...lines) => {
    expect(await refusalsOf(more)).toEqual(lines);
  });

  it('a terminal, and nothing at all, without reading', async () => {
    const read = jest.fn();
    for (const input of [{ terminal: true, read }, undefined]) {
      expect(await refusalsOf({ input })).toEqual([
        expect.stringMatching(/^the value: is read from a pipe or a file/),
      ]);
    }
    expect(read).not.toHaveBeenCalled();
  });

  it('certificates that have expired, or do not hold yet', async () => {
    const at = 'zone.yaml: spec.secrets.certificates["eu-1"]: ';
    const clusters = ['eu-1'];
    const late = await refusalsOf({
      clusters,
      nowMs: Date.parse('2200-01-01'),
    });
    expect(late).toEqual([
      expect.stringContaining(`${at}has expired on 2126-`),
    ]);
    const early = await refusalsOf({ clusters, nowMs: 0 });
    expect(early).toEqual([
      expect.stringContaining(`${at}is not valid before`),
    ]);
  });

  it('certificates that are none, and says everything at once', async () => {
    const certificates = { 'eu-1': 'PEM', 'us-1': CERTIFICATE.slice(0, -60) };
    expect(
      await refusalsOf(
        { key: 'KEY' },
        {
          spec: SPEC.replace('landingZone: sealed', 'landingZone: other'),
          secrets: { ...SEALED, certificates },
        },
      ),
    ).toEqual([
      'o8.yaml: spec.landingZone: is "other", and the landing zone is "sealed"',
      'o8.yaml: spec.secrets[0].keys: has no "KEY": it has "API_KEY", "HOOK"',
      expect.stringContaining('certificates["eu-1"]: is not a certificate'),
      expect.stringContaining('certificates["us-1"]: is not a certificate'),
    ]);
  });

  it('a landing zone and secrets that seal nothing', async () => {
    const store = { provider: 'vault', server: 'https://vault.example' };
    expect(
      await refusalsOf(
        {},
        {
          spec: SPEC.replace('sealed: {}', 'path: stripe'),
          secrets: { operator: 'external-secrets', store },
        },
      ),
    ).toEqual([
      'o8.yaml: spec.secrets[0].path: is where a store has the values: leave it out to seal them',
      'zone.yaml: spec.secrets.operator: is "external-secrets", which reads values from a store: nothing is sealed',
    ]);
  });

  it.each([
    ['sealed: text', /sealed: is written in a way/],
    ['sealed: *a', /is not YAML|alias/],
    [`x: ${'y'.repeat(261_000)}`, /is longer than 256 KiB/],
  ])('a spec that has no place for it: %#', async (line, message) => {
    expect(
      await refusalsOf({}, { spec: SPEC.replace('sealed: {}', line) }),
    ).toEqual([expect.stringMatching(message)]);
  });
});

describe('the command line of o8 seal', () => {
  const OPTIONS = [
    '--secret=stripe',
    '--key=API_KEY',
    '--landing-zone=zone.yaml',
  ];

  it('names the option that is missing, and takes no value as an argument', async () => {
    const { cwd } = start();
    for (const [index, name] of ['secret', 'key', 'landing-zone'].entries()) {
      const args = OPTIONS.filter((_, at) => at !== index);
      expect(await runIn(cwd, ['seal', 'o8.yaml', ...args])).toMatchObject({
        code: 2,
        err: expect.stringContaining(`option '--${name} `),
      });
    }
    expect(
      await runIn(cwd, ['seal', 'o8.yaml', ...OPTIONS, '--value=hunter2']),
    ).toMatchObject({ code: 2 });
    expect(
      await runIn(cwd, ['seal', 'o8.yaml', ...OPTIONS, 'hunter2']),
    ).toMatchObject({ code: 2 });
  });

  it('refuses where nothing is piped in, also as JSON', async () => {
    const { cwd } = start();
    const ran = await runIn(cwd, ['seal', 'o8.yaml', ...OPTIONS, '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: false,
      problems: [{ file: 'the value', kind: 'invalid' }],
    });
  });
});

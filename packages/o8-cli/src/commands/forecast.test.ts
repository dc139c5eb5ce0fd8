import { createFolder, createSpec, runIn, ZONE } from '../__testUtils__';

const FOLLOWS = createSpec().replace(
  'spec:\n',
  `spec:
  compliance: { frameworks: [soc2] }
`,
);
const ask = 'forecast o8.yaml --landing-zone zone.yaml';

function createInputs(spec: string = FOLLOWS): string {
  return createFolder({ 'o8.yaml': spec, 'zone.yaml': ZONE });
}

describe('o8 forecast', () => {
  it('shows each control of the frameworks that a module follows, and the checks', async () => {
    const { code, out } = await runIn(createInputs(), ask);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^CONTROL +FORECAST +WHAT IT ASKS FOR +BECAUSE$/);
    expect(lines[1]).toBe('SOC2');
    expect(out).toMatch(
      /^CC6\.6 +▲ needs a person +Threats from .+NET-1, .+NET-4, NET-5 satisfied/m,
    );
    expect(out).toMatch(
      /^CC1\.1 +▲ needs a person .+ a person shows: A code of conduct/m,
    );
    expect(out).toMatch(
      /^A1\.1 +▲ needs a person .+HA-2, PSS-3 satisfied; a person shows: /m,
    );
    expect(out).toMatch(
      /^MON-2 +✕ fails +Alerts exist .+No alert rules are planned\.$/m,
    );
    expect(out).toMatch(/^ +To change: spec\.observability\.alerts$/m);
    expect(out).toMatch(/^ +To watch: That Velero accepted the Schedule\.$/m);
    expect(out).toMatch(
      /^SOC 2, Trust Services Criteria: \d+ failing, .+ for a person\.$/m,
    );
    expect(out).not.toContain('164.308');
  });

  it('shows others on demand', async () => {
    const { code, out } = await runIn(
      createInputs(),
      `${ask} --framework hipaa`,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^164\.312\(b\) +.+Audit controls \(standard\)/m);
    expect(out).not.toContain('CC6.6');
  });

  it('shows the checks alone where no framework is followed', async () => {
    const { code, out } = await runIn(createInputs(createSpec()), ask);
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toBe('CHECKS');
    expect(out).toMatch(/^Checks: \d+ failing/m);
    expect(out).toContain('--framework soc2 or --framework hipaa');
  });

  it('says the same as one JSON document, without rounding anything up', async () => {
    const folder = createInputs();
    const { out } = await runIn(
      folder,
      `${ask} --framework soc2 --framework hipaa --json`,
    );
    const { ok, forecast, problems } = JSON.parse(out);
    expect([ok, problems]).toEqual([true, []]);
    expect(
      forecast.frameworks.map((each: { framework: string }) => each.framework),
    ).toEqual(['soc2', 'hipaa']);
    expect(
      forecast.checks.find((each: { check: string }) => each.check === 'VUL-4'),
    ).toMatchObject({
      verdict: 'fails',
      changes: [{ document: 'landingZone', field: 'spec.placeholderImage' }],
      objects: [
        { repository: 'module', kind: 'Deployment', namespace: 'billing' },
      ],
    });
  });

  it('ends with 1 for a control that fails only when that is asked for', async () => {
    const folder = createInputs();
    expect((await runIn(folder, ask)).code).toBe(0);
    const strict = await runIn(folder, `${ask} --strict`);
    expect(strict.code).toBe(1);
    expect(strict.out).toContain('✕ fails');
    const checks = createInputs(createSpec());
    expect((await runIn(checks, `${ask} --strict`)).code).toBe(1);
  });

  it('says everything that is wrong with what it reads', async () => {
    const folder = createFolder({
      'o8.yaml': createSpec('NO'),
      'zone.yaml': ZONE.replace('registry:', 'registrie:'),
    });
    const { code, out } = await runIn(folder, ask);
    expect(code).toBe(1);
    expect(out).toContain('o8.yaml: metadata.name: ');
    expect(out).toContain('zone.yaml: spec.registry: must be text');
  });

  it('ends with 3 for what the landing zone refuses', async () => {
    const folder = createInputs(
      FOLLOWS.replace('landingZone: demo', 'landingZone: other'),
    );
    const { code, out } = await runIn(folder, ask);
    expect(code).toBe(3);
    expect(out).toContain('o8.yaml: spec.landingZone: ');
  });

  it.each([
    ['forecast o8.yaml', "option '--landing-zone <file>' is missing"],
    [`${ask} --framework pci`, 'There is soc2, hipaa.'],
    ['forecast', "missing required argument 'module'"],
  ])('refuses "%s"', async (line, message) => {
    const { code, err } = await runIn(createInputs(), line);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('has examples', async () => {
    const { code, out } = await runIn(createFolder(), 'forecast --help');
    expect(code).toBe(0);
    expect(out).toContain('$ o8 forecast o8.yaml --landing-zone zone.yaml');
  });
});

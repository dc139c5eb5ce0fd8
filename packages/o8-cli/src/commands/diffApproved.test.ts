import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder, createSpec, runIn, ZONE } from '../__testUtils__';

const ARGS = 'diff module --approved --platform apps';

const placed = (cluster: string) =>
  `${createSpec()}  placements: [{ environment: production, cluster: ${cluster} }]\n`;

function start(asked: string, approved?: string): string {
  const folder = createFolder({ 'zone.yaml': ZONE, 'module/o8.yaml': asked });
  mkdirSync(path.join(folder, 'apps/modules/billing'), { recursive: true });
  if (approved !== undefined) {
    const file = path.join(folder, 'apps/modules/billing/module.yaml');
    writeFileSync(file, approved);
  }
  return folder;
}

describe('o8 diff --approved', () => {
  it('ends with 0 where all is approved as it is asked for', async () => {
    const folder = start(createSpec(), createSpec());
    expect(await runIn(folder, ARGS)).toEqual({
      code: 0,
      out: 'apps has approved "billing" as it is asked for.\n',
      err: '',
    });
  });

  it('knows what the landing zone fills in', async () => {
    const folder = start(createSpec());
    await runIn(
      folder,
      'render module/o8.yaml --landing-zone zone.yaml --out build',
    );
    for (const args of [
      'diff module --approved --platform build/platform',
      'diff module --approved --platform build/platform --landing-zone zone.yaml',
    ]) {
      expect(await runIn(folder, args)).toMatchObject({ code: 0, err: '' });
    }
  });

  it('tells of each field what is asked for and what is approved', async () => {
    const asked = `${placed('eu-1')}  recovery: { rpo: 1h }\n`;
    const approved = createSpec('billing', '  title: Bills\n');
    const folder = start(asked, approved);
    const { code, out, err } = await runIn(folder, ARGS);
    expect({ code, err }).toEqual({ code: 4, err: '' });
    const rows = out.split('\n').map(line => line.split(/ {2,}/));
    expect(rows).toEqual([
      ['FIELD', 'ASKED FOR', 'APPROVED'],
      ['metadata.title', '–', '"Bills"'],
      [
        'spec.placements[eu-1]',
        '{"environment":"production","cluster":"eu-1"}',
        '–',
      ],
      ['spec.recovery.rpo', '"1h"', '–'],
      ['3 fields of "billing" are not as apps has approved it.'],
      [''],
    ]);
  });

  it('refuses a landing zone that is not that of the module', async () => {
    const folder = start(createSpec().replace('demo', 'other'), createSpec());
    const ran = await runIn(folder, `${ARGS} --landing-zone zone.yaml`);
    expect(ran).toEqual({
      code: 3,
      out: 'module/o8.yaml: spec.landingZone: is "other", and the landing zones are "demo"\n',
      err: '',
    });
  });

  it('has the same as data', async () => {
    const folder = start(placed('eu-1'), placed('us-1'));
    const { code, out } = await runIn(folder, `${ARGS} --json`);
    expect(code).toBe(4);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      different: true,
      module: 'billing',
      approved: true,
      differences: [
        {
          path: 'spec.placements[eu-1]',
          asked: { environment: 'production', cluster: 'eu-1' },
          approved: null,
        },
        {
          path: 'spec.placements[us-1]',
          asked: null,
          approved: { environment: 'production', cluster: 'us-1' },
        },
      ],
      problems: [],
    });
  });

  it('says that a module is not approved at all', async () => {
    const folder = start(createSpec());
    expect(await runIn(folder, ARGS)).toEqual({
      code: 4,
      out: '"billing" is not in apps: nothing of it is approved.\n',
      err: '',
    });
    const json = JSON.parse((await runIn(folder, `${ARGS} --json`)).out);
    expect(json).toMatchObject({ different: true, approved: false });
  });

  it.each([
    ['diff apps --approved --platform apps', /^apps\/o8\.yaml: cannot be read/],
    ['diff module --approved --platform module', /^module: is no platform/],
    [`${ARGS} --landing-zone x.yaml`, /^x\.yaml: cannot be read/],
  ])('names what cannot be read: %s', async (args, line) => {
    const ran = await runIn(start(createSpec(), createSpec()), args);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(line);
  });
});

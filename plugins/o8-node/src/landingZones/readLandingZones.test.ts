import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { stringify } from 'yaml';
import { readLandingZones } from './readLandingZones';

const zone = (name: string, git: object = {}) => ({
  apiVersion: 'orchestr8.io/v1alpha1',
  kind: 'LandingZone',
  metadata: { name },
  spec: {
    git: {
      url: 'https://git.example',
      modules: 'modules',
      platform: 'platform/o8-apps',
      ...git,
    },
    clusters: [{ name: 'eu-1', environment: 'production', default: true }],
    registry: 'registry.example/modules',
    placeholderImage: 'registry.example/placeholder:1.0.0',
  },
});

describe('readLandingZones', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o8-zones-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, content: unknown) {
    const text = typeof content === 'string' ? content : stringify(content);
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  const read = (landingZones: unknown) =>
    readLandingZones(
      new ConfigReader({ o8: { landingZones: landingZones as never } }),
    );

  async function readProblems(landingZones: unknown): Promise<string[]> {
    const error = await read(landingZones).catch(reason => reason);
    expect(error).toMatchObject({ name: 'InputError' });
    const [title, ...lines] = error.message.split('\n');
    expect(title).toBe('The configuration is not valid:');
    return lines.map((line: string) => line.trim());
  }

  it('reads nothing where nothing is configured', async () => {
    await expect(readLandingZones(new ConfigReader({}))).resolves.toEqual([]);
  });

  it('reads files, relative to where the backend runs, and inline zones', async () => {
    const file = relative(process.cwd(), write('one.yaml', zone('one')));
    const zones = await read([{ file }, { zone: zone('two') }]);
    expect(zones.map(({ metadata }) => metadata.name)).toEqual(['one', 'two']);
    expect(zones[0].spec.argocd.rootApplication).toBe('o8-root');
  });

  it('puts the URL of the configuration before that of the zone', async () => {
    const file = write('one.yaml', zone('one'));
    const git = { url: 'http://127.0.0.1:7555' };
    const zones = await read([
      { file, git },
      { zone: zone('two'), git: {} },
    ]);
    expect(zones.map(({ spec }) => spec.git)).toMatchObject([
      { url: 'http://127.0.0.1:7555', platform: 'platform/o8-apps' },
      { url: 'https://git.example' },
    ]);
  });

  it('names everything that is wrong, each with its place', async () => {
    const wrong = write('wrong.yaml', {
      ...zone('wrong', { url: 'https://me:hunter2@git.example', branch: '-x' }),
      token: 'hunter2',
    });
    const tagged = write('tagged.yaml', 'metadata: !env hunter2\n');
    const problems = await readProblems([
      { file: wrong },
      { file: wrong, git: { url: 'ssh://hunter2' } },
      { file: tagged },
      { file: join(folder, 'absent.yaml') },
      { zone: { kind: 'hunter2' } },
      { file: wrong, zone: {}, branch: 'hunter2' },
      'hunter2',
    ]);
    expect(problems).toEqual(
      expect.arrayContaining([
        `o8.landingZones[0].file (${wrong}): spec.git.url: must not contain credentials: they belong to "o8.git" of the configuration`,
        `o8.landingZones[0].file (${wrong}): spec.git.branch: is not the name of a branch`,
        `o8.landingZones[0].file (${wrong}): token: is not a field that this version knows`,
        'o8.landingZones[1].git.url: must be an https URL such as https://github.com',
        `o8.landingZones[2].file (${tagged}): must not contain tags (line 1)`,
        `o8.landingZones[3].file (${join(
          folder,
          'absent.yaml',
        )}): cannot be read (ENOENT)`,
        'o8.landingZones[4].zone: kind: must be "LandingZone"',
        'o8.landingZones[5].branch: is not a field that this version knows',
        expect.stringMatching(/^o8\.landingZones\[6\]: /),
      ]),
    );
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('wants a file or a zone, and a list of them', async () => {
    await expect(
      readProblems([{}, { file: 'a', zone: zone('a') }]),
    ).resolves.toEqual([
      'o8.landingZones[0]: needs one of "file" and "zone"',
      'o8.landingZones[1]: needs one of "file" and "zone"',
    ]);
    await expect(readProblems({ file: 'a' })).resolves.toEqual([
      'o8.landingZones: must be a list',
    ]);
    await expect(readProblems([{ file: folder }])).resolves.toEqual([
      `o8.landingZones[0].file (${folder}): cannot be read (EISDIR)`,
    ]);
  });

  it('refuses a name that is there already', async () => {
    await expect(
      readProblems([
        { zone: zone('one') },
        { zone: zone('two') },
        { zone: zone('one') },
      ]),
    ).resolves.toEqual([
      'o8.landingZones[2]: metadata.name: "one" is the name of o8.landingZones[0] already',
    ]);
  });
});

import {
  landingZoneSchema,
  type LandingZoneInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { findPlatformProblems } from '@orchestr8/o8-blueprint';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { runGit, TestHost } from './__testUtils__';
import { createExample } from './examples/__testUtils__';
import { seedPlatformRepositories } from './seedPlatformRepositories';

jest.setTimeout(60_000);

function createZone(
  name: string,
  git: Partial<LandingZoneInput['spec']['git']>,
) {
  return landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name },
    spec: {
      git: {
        url: 'http://127.0.0.1:7444',
        modules: 'modules',
        platform: 'platform/o8-apps',
        ...git,
      },
      clusters: [{ name: 'eu-1', environment: 'production', default: true }],
      registry: 'registry.example.org/modules',
      placeholderImage: 'registry.example.org/placeholder:1.0.0',
    },
  });
}

describe('seedPlatformRepositories', () => {
  const dataDir = createDataDir();
  let test: TestHost;
  beforeAll(async () => {
    test = await TestHost.start(dataDir);
  });
  afterAll(() => test.close());

  const seed = async (...zones: ReturnType<typeof createZone>[]) => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const { zones: here } = await seedPlatformRepositories({
      host: test.host,
      zones,
      log,
    });
    return { here, lines };
  };

  it('makes the platform repository of a zone, once for all that share it', async () => {
    const { here, lines } = await seed(
      createZone('a', {}),
      createZone('b', {}),
    );
    expect(here.map(({ spec }) => spec.git.url)).toEqual([
      test.host.url,
      test.host.url,
    ]);
    expect(lines).toEqual(['git: made platform/o8-apps for zone a']);
    const clone = await test.clone('platform/o8-apps');
    expect(await runGit(clone, ['log', '--format=%s'])).toBe(
      'Set up the platform repository',
    );
    const paths = (await runGit(clone, ['ls-files'])).split('\n');
    const files = await Promise.all(
      paths.map(async file => ({
        path: file,
        content: await readFile(path.join(clone, file), 'utf8'),
      })),
    );
    expect(findPlatformProblems(files, here)).toEqual([]);
    // The URL is that of this host, whose port was chosen at the start.
    expect(files.map(({ content }) => content).join()).toContain(test.host.url);
  });

  it('fills an empty one, on the branch of its zone', async () => {
    const asked = '/platform/empty.git/info/refs?service=git-receive-pack';
    await test.get(asked, test.authorization());
    await seed(
      createZone('a', { platform: 'platform/empty', branch: 'trunk' }),
    );
    const clone = await test.clone('platform/empty');
    expect(await runGit(clone, ['branch', '--show-current'])).toBe('trunk');
  });

  it('never touches one with commits', async () => {
    await test.push('platform/mine', { 'mine.txt': 'mine\n' });
    const { lines } = await seed(
      createZone('a', { platform: 'platform/mine' }),
    );
    expect(lines).toEqual([]);
    const clone = await test.clone('platform/mine');
    expect(await runGit(clone, ['ls-files'])).toBe('mine.txt');
  });

  it('begins with the examples of its zone, also after a start that was cut off', async () => {
    const zone = createZone('demo', {
      modules: 'examples',
      platform: 'platform/examples',
    });
    const mine = await test.push('examples/first', { 'mine.txt': 'mine\n' });
    const seedExamples = () =>
      seedPlatformRepositories({
        host: test.host,
        zones: [zone],
        examples: [createExample('first'), createExample('second')],
      });
    const { placements } = await seedExamples();
    expect([...placements]).toEqual([
      ['first', ['eu-1']],
      ['second', ['eu-1']],
    ]);
    const clone = await test.clone('platform/examples');
    expect(await runGit(clone, ['log', '--reverse', '--format=%s'])).toBe(
      'Set up the platform repository\nmodules: add first\nmodules: add second',
    );
    const second = await test.clone('examples/second');
    expect(await runGit(second, ['log', '--format=%cI %s'])).toBe(
      '2026-01-05T08:00:00+00:00 Begin with what the blueprint writes',
    );
    // What was there is nobody's to change.
    const now = await runGit(mine, ['ls-remote', 'origin', 'HEAD']);
    expect(now.split('\t')[0]).toBe(await runGit(mine, ['rev-parse', 'HEAD']));
    expect(await seedExamples()).toMatchObject({ placements });
  });

  it('adds no example to a platform repository that is there', async () => {
    await test.push('platform/old', { 'mine.txt': 'mine\n' });
    const { placements } = await seedPlatformRepositories({
      host: test.host,
      zones: [createZone('demo', { modules: 'old', platform: 'platform/old' })],
      examples: [createExample('first')],
    });
    expect(placements.size).toBe(0);
    expect(await test.host.hasCommits('old/first')).toBe(false);
  });

  it('leaves zones of other hosts to these', async () => {
    const { here, lines } = await seed(
      createZone('far', { url: 'https://git.example.org', platform: 'a/b/c' }),
    );
    expect(here).toEqual([]);
    expect(lines).toEqual([
      'git: zone far is on https://git.example.org, not here',
    ]);
  });

  it('refuses a path that this host does not have', async () => {
    await expect(
      seed(createZone('deep', { platform: 'a/b/c' })),
    ).rejects.toThrow('"a/b/c" is not a repository of this git host');
  });
});

import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from './__testUtils__';
import { readExamples } from './command/readExamples';
import { readLandingZones } from './command/readLandingZones';
import type { ApplicationStatus } from './content/objects/Application';
import { runGit } from './git/__testUtils__';
import { startFleet } from './startFleet';
import type { Fleet } from './Fleet';

// Every git is a program, and a sync has its steps.
jest.setTimeout(120_000);

const EXAMPLES = path.resolve(__dirname, '../../../examples');
const APPLICATION = { group: 'argoproj.io', kind: 'Application' };
const NAMES = ['langfuse', 'voicefuse'];
const MODULES = NAMES.map(name => path.join(EXAMPLES, `modules/${name}.yaml`));
const ZONES = readdirSync(path.join(EXAMPLES, 'landing-zones')).map(file =>
  path.join(EXAMPLES, 'landing-zones', file),
);

type Status = ApplicationStatus & {
  sync: { revisions?: string[] };
  conditions?: { message: string }[];
};

describe('the demo fleet with its examples', () => {
  const dataDir = createDataDir();
  let lines: string[] = [];
  let fleet: Fleet;
  // The same after each restart: it is in the files of the repositories.
  let gitPort = 0;

  async function start(files = MODULES): Promise<void> {
    lines = [];
    const log = (line: string) => lines.push(line);
    fleet = await startFleet({
      dataDir,
      seed: 1,
      modules: 3,
      gitPort,
      landingZones: await readLandingZones(ZONES),
      examples: await readExamples(files, log),
      log,
    });
    gitPort = fleet.git!.port;
  }
  beforeAll(() => start());
  afterAll(() => fleet.close());

  const statusOf = (name: string) =>
    fleet.stores.get('hub')!.get(APPLICATION, 'argocd', name)?.status as
      | Status
      | undefined;

  /** What an Application says once it says what is waited for. */
  async function waitFor(
    name: string,
    isThere: (status: Status) => boolean,
  ): Promise<Status> {
    const endMs = Date.now() + 60_000;
    for (;;) {
      const status = statusOf(name);
      if (status && isThere(status)) return status;
      if (Date.now() > endMs) {
        throw new Error(
          `${name}: ${JSON.stringify(status)}\n${lines.join('\n')}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  const isWell = ({ sync, health }: Status) =>
    sync.status === 'Synced' && health.status === 'Healthy';
  const run = (...args: string[]) => runGit(dataDir, args);
  const urlOf = (name: string) => `${fleet.git?.url}/modules/${name}.git`;
  const headOf = async (name: string) =>
    (await run('ls-remote', urlOf(name), 'refs/heads/main')).split('\t')[0];

  it('makes their repositories, in which nothing was left out', async () => {
    expect(lines.filter(line => line.startsWith('git: '))).toEqual([
      'git: made modules/langfuse from an example',
      'git: made modules/voicefuse from an example',
      'git: made platform/o8-apps for zone demo',
    ]);
    const clone = path.join(dataDir, 'clone');
    await run(
      'clone',
      '--quiet',
      `${fleet.git?.url}/platform/o8-apps.git`,
      clone,
    );
    const log = await runGit(clone, ['log', '--reverse', '--format=%s']);
    expect(log.split('\n')).toEqual([
      'Set up the platform repository',
      'modules: add langfuse',
      'modules: add voicefuse',
    ]);
  });

  it('deploys them from there, with the release before where the table says so', async () => {
    for (const cluster of ['eu-1', 'us-1']) {
      const voicefuse = await waitFor(`voicefuse-${cluster}`, isWell);
      expect(voicefuse.sync.revision).toBe(await headOf('voicefuse'));
      const langfuse = await waitFor(`langfuse-${cluster}`, isWell);
      const head = await headOf('langfuse');
      expect(langfuse.sync.revisions).toEqual([
        expect.stringMatching(/^\d+\.\d+\.\d+$/),
        head,
        // What it has beside its chart.
        head,
      ]);
      const tag = cluster === 'us-1' ? '3.224.0' : '3.224.1';
      expect(langfuse.summary.images).toContain(
        `docker.io/langfuse/langfuse:${tag}`,
      );
    }
    // What the demo's table tells of the others is as it was.
    expect(statusOf('call-router-us-1')?.health.status).toBe('Progressing');
  });

  it('degrades and heals for real, and puts right what somebody changes', async () => {
    fleet.control.trigger('langfuse', 'degrade@eu-1');
    await waitFor(
      'langfuse-eu-1',
      ({ health }) => health.status === 'Degraded',
    );
    fleet.control.trigger('langfuse', 'heal');
    await waitFor('langfuse-eu-1', isWell);
    fleet.control.trigger('voicefuse', 'drift@eu-1');
    await waitFor('voicefuse-eu-1', ({ sync }) => sync.status === 'OutOfSync');
    await waitFor('voicefuse-eu-1', isWell);
    expect(() => fleet.control.trigger('voicefuse', 'deploy')).toThrow(
      'is deployed from git',
    );
  });

  it('is the same after a restart, and makes nothing twice', async () => {
    const before = await headOf('langfuse');
    await fleet.close();
    await start();
    expect(lines.filter(line => line.startsWith('git: '))).toEqual([]);
    expect(await headOf('langfuse')).toBe(before);
    await waitFor('voicefuse-us-1', isWell);
  });

  it('leaves the folder of an earlier version as it is', async () => {
    await fleet.close();
    await rm(path.join(dataDir, 'git'), { recursive: true });
    await start([]);
    await fleet.close();
    await start();
    expect(lines.filter(line => line.startsWith('git: '))).toEqual([]);
    expect(await headOf('voicefuse').catch(() => 'none')).toBe('none');
    // The made-up ones are there, and well.
    const status = await waitFor('voicefuse-eu-1', isWell);
    expect(status.history.length).toBeGreaterThan(5);
  });
});

import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { renderPlatform, type RenderedFile } from '@orchestr8/o8-blueprint';
import {
  layVersionSkew,
  renderExamples,
  type ExampleModule,
  type RenderedExample,
} from './examples';
import type { GitPlacements } from '../types';
import type { GitHost } from './GitHost';

const MESSAGE = 'Set up the platform repository';
const EXAMPLE_MESSAGE = 'Begin with what the blueprint writes';
/** The same commits on every machine whose git host has the same address. */
const DATE = new Date('2026-01-05T08:00:00Z');

/** What the repositories of the demo are made from. */
export interface SeedOptions {
  host: Pick<GitHost, 'url' | 'hasCommits' | 'createRepository'>;
  zones: readonly LandingZone[];
  /** The modules that a platform repository begins with. */
  examples?: readonly ExampleModule[];
  /**
   * Gets one line for each repository that is made, each zone that is elsewhere, and each
   * example that is left out.
   */
  log?: (line: string) => void;
  /** Makes the files of a platform repository; that of the blueprint by default. */
  render?: (zone: LandingZone) => RenderedFile[];
}

/** What is on a git host after its seeding. */
export interface SeededRepositories {
  /** The zones on this host, with its URL: its port is chosen at the start. */
  zones: LandingZone[];
  /** The examples whose repositories are there, from this start or an earlier one. */
  placements: GitPlacements;
}

/**
 * Makes the platform repository of each zone that lies on this host, where it is absent
 * or empty, and the repositories of the examples that it begins with. One with commits is
 * never touched, nor does an example come to a platform repository that is there.
 */
export async function seedPlatformRepositories(
  options: SeedOptions,
): Promise<SeededRepositories> {
  const { host, zones, log = () => {} } = options;
  const here = zones.filter(isOnLoopback).map(zone => withUrl(zone, host.url));
  for (const zone of zones.filter(each => !isOnLoopback(each))) {
    log(`git: zone ${zone.metadata.name} is on ${zone.spec.git.url}, not here`);
  }
  const rendered = renderExamples({
    examples: options.examples ?? [],
    zones: here,
  });
  for (const problem of rendered.problems) log(`git: ${problem}`);
  // One after the other: zones may share a platform repository.
  for (const zone of here) {
    const { platform } = zone.spec.git;
    if (!(await host.hasCommits(platform))) {
      const own = rendered.examples.filter(each => each.platform === platform);
      await seedPlatform(zone, own, options);
    }
  }
  return { zones: here, placements: await findPlacements(host, rendered) };
}

/** The platform repository comes last: without it the next start begins again. */
async function seedPlatform(
  zone: LandingZone,
  examples: readonly RenderedExample[],
  { host, log = () => {}, render = renderPlatform }: SeedOptions,
): Promise<void> {
  const { platform, branch } = zone.spec.git;
  for (const example of examples) {
    const { repository, files } = example;
    if (await host.hasCommits(repository)) continue;
    const trouble = layVersionSkew(example);
    await host.createRepository(repository, {
      branch: example.branch,
      files,
      message: EXAMPLE_MESSAGE,
      date: DATE,
      then: trouble ? [trouble] : [],
    });
    log(`git: made ${repository} from an example`);
  }
  await host.createRepository(platform, {
    branch,
    files: render(zone),
    message: MESSAGE,
    date: DATE,
    then: examples.map(({ name, entry }) => ({
      files: entry,
      message: `modules: add ${name}`,
    })),
  });
  log(`git: made ${platform} for zone ${zone.metadata.name}`);
}

/** A module that somebody has taken out of the platform repository stays what it was. */
async function findPlacements(
  host: SeedOptions['host'],
  { examples }: { examples: readonly RenderedExample[] },
): Promise<GitPlacements> {
  const placements = new Map<string, readonly string[]>();
  for (const { name, repository, plan } of examples) {
    if (await host.hasCommits(repository)) {
      const clusters = plan.placements.map(({ cluster }) => cluster.name);
      placements.set(name, clusters);
    }
  }
  return placements;
}

/** Plain http is this machine's: the schema of zones allows it nowhere else. */
function isOnLoopback(zone: LandingZone): boolean {
  return new URL(zone.spec.git.url).protocol === 'http:';
}

function withUrl(zone: LandingZone, url: string): LandingZone {
  return { ...zone, spec: { ...zone.spec, git: { ...zone.spec.git, url } } };
}

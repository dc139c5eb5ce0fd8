import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { renderPlatform, type RenderedFile } from '@orchestr8/o8-blueprint';
import type { GitHost } from './GitHost';

const MESSAGE = 'Set up the platform repository';

/** What the platform repositories of the demo are made from. */
export interface SeedOptions {
  host: Pick<GitHost, 'url' | 'hasCommits' | 'createRepository'>;
  zones: readonly LandingZone[];
  /** Gets one line for each repository that is made, and each zone that is elsewhere. */
  log?: (line: string) => void;
  /** Makes the files of a platform repository; that of the blueprint by default. */
  render?: (zone: LandingZone) => RenderedFile[];
}

/**
 * Makes the platform repository of each zone that lies on this host, where it is absent
 * or empty; one with commits is never touched.
 *
 * @returns the zones on this host, with its URL: its port is chosen at the start
 */
export async function seedPlatformRepositories(
  options: SeedOptions,
): Promise<LandingZone[]> {
  const { host, zones, log = () => {}, render = renderPlatform } = options;
  const here = zones.filter(isOnLoopback).map(zone => withUrl(zone, host.url));
  for (const zone of zones.filter(each => !isOnLoopback(each))) {
    log(`git: zone ${zone.metadata.name} is on ${zone.spec.git.url}, not here`);
  }
  // One after the other: zones may share a platform repository.
  for (const zone of here) {
    const { platform, branch } = zone.spec.git;
    if (!(await host.hasCommits(platform))) {
      await host.createRepository(platform, {
        branch,
        files: render(zone),
        message: MESSAGE,
      });
      log(`git: made ${platform} for zone ${zone.metadata.name}`);
    }
  }
  return here;
}

/** Plain http is this machine's: the schema of zones allows it nowhere else. */
function isOnLoopback(zone: LandingZone): boolean {
  return new URL(zone.spec.git.url).protocol === 'http:';
}

function withUrl(zone: LandingZone, url: string): LandingZone {
  return { ...zone, spec: { ...zone.spec, git: { ...zone.spec.git, url } } };
}

import { InputError } from '@backstage/errors';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { planPlatform } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { HUB } from './content/clusterProfiles';
import { GitOps, type RootSource } from './gitops';
import type { GitOpsContext, GitOpsEngine } from './serveGit';

/** The layouts that need neither Helm nor a controller of ApplicationSets. */
const LAYOUTS: readonly string[] = ['directory', 'kustomize'];

/**
 * Makes the Argo CD that follows the platform repositories of the landing zones.
 *
 * @throws InputError for zones with a layout that it cannot render
 */
export function createGitOps(
  { zones, stores }: GitOpsContext,
  options: { dataDir: string; now?: () => Date; log?: (line: string) => void },
): GitOpsEngine {
  const { dataDir, now, log } = options;
  for (const { metadata, spec } of zones) {
    if (LAYOUTS.includes(spec.layout)) continue;
    throw new InputError(
      `The landing zone "${metadata.name}" has the layout "${spec.layout}", which the ` +
        `demo fleet does not run: take "directory" or "kustomize"`,
    );
  }
  return new GitOps({
    roots: zones.flatMap(toRoots),
    stores,
    cacheDir: path.join(dataDir, 'gitops'),
    now,
    log,
  });
}

/** What an admin applies by hand: the Argo CD of all landing zones is that of the hub. */
function toRoots(zone: LandingZone): RootSource[] {
  return planPlatform(zone)
    .flatMap(file => ('objects' in file ? file.objects : []))
    .filter(
      ({ kind, metadata }) =>
        kind === 'Application' &&
        metadata.name === zone.spec.argocd.rootApplication,
    )
    .map(application => ({ argoCdCluster: HUB, application }));
}

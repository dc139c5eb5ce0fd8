import path from 'node:path';
import { PORTAL_USER } from './argocd';
import { writePrivateFile, type FleetTokens } from './dataFolder';
import type { ArgoCdDescription, FleetDescription } from './Fleet';
import { GIT_USER, type GitHost } from './git';

/** What a {@link FleetDescription} is made of. */
export interface DescribedFleet {
  port: number;
  dataDir: string;
  caFile: string;
  tokens: FleetTokens;
  /** The names of the clusters, and of those that run an Argo CD. */
  clusters: readonly string[];
  argoCds: readonly string[];
  git?: GitHost;
}

/** Says where a fleet is. */
export function describeFleet(fleet: DescribedFleet): FleetDescription {
  const { port, caFile, tokens, clusters, argoCds, git } = fleet;
  const url = `https://localhost:${port}`;
  return {
    url,
    caFile,
    tokens,
    clusters: clusters.map(name => ({ name, url: `${url}/clusters/${name}` })),
    argocd: argoCds.map(name => describeArgoCd(name, url, fleet)),
    control: `${url}/control`,
    git: git && describeGit(git, fleet),
  };
}

/** Keeps it in the data folder, too. */
export async function writeDescription(
  dataDir: string,
  description: FleetDescription,
): Promise<void> {
  const text = `${JSON.stringify(description, undefined, 2)}\n`;
  await writePrivateFile(path.join(dataDir, 'fleet.json'), text);
}

function describeArgoCd(
  name: string,
  url: string,
  { dataDir, tokens }: DescribedFleet,
): ArgoCdDescription {
  return {
    name,
    url: `${url}/argocd/${name}`,
    token: tokens.argocd,
    tokenFile: path.join(dataDir, 'argocd.token'),
    username: PORTAL_USER.name,
    password: tokens.argocdPassword,
    passwordFile: path.join(dataDir, 'argocd.password'),
  };
}

function describeGit(
  host: GitHost,
  { dataDir }: DescribedFleet,
): FleetDescription['git'] {
  return {
    url: host.url,
    username: GIT_USER,
    token: host.token,
    tokenFile: path.join(dataDir, 'git.token'),
  };
}

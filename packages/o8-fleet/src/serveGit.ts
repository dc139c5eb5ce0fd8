import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { ClusterStore } from './apiserver';
import type { Followed } from './argocd';
import { GitHost, seedPlatformRepositories, type ExampleModule } from './git';
import type { GitPlacements, KubeObject } from './types';

/** What reads repositories and changes clusters accordingly, as Argo CD does. */
export interface GitOpsEngine {
  start(): void;
  stop(): void;
  /** Something was pushed to the repository with this URL. */
  refresh(cloneUrl: string): void;
  /** What it knows of an Application; undefined for those that it has nothing to do with. */
  find?(argoCdCluster: string, application: KubeObject): Followed | undefined;
}

/** What a GitOps engine works with. */
export interface GitOpsContext {
  host: GitHost;
  /** The landing zones on this git host, with its URL. */
  zones: readonly LandingZone[];
  stores: ReadonlyMap<string, ClusterStore>;
}

/** How a fleet serves git. */
export interface ServeGitOptions {
  /** 0 takes a free one; without, there is no git host. */
  gitPort?: number;
  /** Their platform repositories are made at the start, where they are missing. */
  landingZones?: readonly LandingZone[];
  /** The modules that a platform repository has when it is made. */
  examples?: readonly ExampleModule[];
  /** Makes what follows the repositories; it is told of every push. */
  createGitOps?(context: GitOpsContext): GitOpsEngine;
}

/** The git host of a fleet and what follows its repositories. */
export interface ServedGit {
  host: GitHost;
  /** The examples that are deployed from it. */
  placements: GitPlacements;
  /** Lets GitOps follow its repositories; to be called once. */
  follow(stores: ReadonlyMap<string, ClusterStore>): void;
  /** What comes from git, of an Application that is followed there. */
  findFollowed(
    argoCdCluster: string,
    application: KubeObject,
  ): Followed | undefined;
  close(): Promise<void>;
}

/** Serves git, where a port is given for it. */
export async function serveGit(
  options: ServeGitOptions & {
    dataDir: string;
    token: string;
    log?: (line: string) => void;
  },
): Promise<ServedGit | undefined> {
  const { gitPort, landingZones = [], examples, dataDir, token, log } = options;
  if (gitPort === undefined) {
    return undefined;
  }
  const host = await GitHost.listen({ dataDir, port: gitPort, token, log });
  try {
    const { zones, placements } = await seedPlatformRepositories({
      host,
      zones: landingZones,
      examples,
      log,
    });
    let gitOps: GitOpsEngine | undefined;
    return {
      host,
      placements,
      follow(stores) {
        gitOps = options.createGitOps?.({ host, zones, stores });
        host.onPush(path => gitOps?.refresh(`${host.url}/${path}.git`));
        gitOps?.start();
      },
      findFollowed: (cluster, application) =>
        gitOps?.find?.(cluster, application),
      async close() {
        // First: it asks the git host.
        gitOps?.stop();
        await host.close();
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}

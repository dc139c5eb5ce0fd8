import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { GitClient } from './GitClient';
import type { GitRemote } from './GitRemote';
import { readGitCredentials, type GitCredentials } from './readGitCredentials';
import { SnapshotCache } from './SnapshotCache';

/**
 * Git for the repositories of landing zones, with the credentials of `o8.git`.
 *
 * @public
 */
export interface GitService {
  /** Asks nothing yet. The signal ends what runs, and everything after it. */
  connect(zone: LandingZone, options?: { signal?: AbortSignal }): GitRemote;
}

/**
 * Runs the `git` of the machine (2.30 or later).
 *
 * @public
 */
export const o8GitServiceRef = createServiceRef<GitService>({
  id: 'o8.git',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) =>
        createGitService({ credentials: readGitCredentials(config) }),
    }),
});

/**
 * A {@link GitService} with given credentials, for tools and tests.
 *
 * @public
 */
export function createGitService(options: {
  credentials: GitCredentials[];
  /** How long one command of git may take; 60000 by default. */
  timeoutMs?: number;
}): GitService {
  // One for each set of credentials: what they may read is nobody else's.
  const snapshots = new SnapshotCache();
  return {
    connect: (zone, { signal } = {}) =>
      new GitClient({ ...options, signal, snapshots, zone }),
  };
}

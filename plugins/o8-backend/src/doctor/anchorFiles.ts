import path from 'node:path';
import type { ClusterConfig } from '../config';

/** The parts of a cluster that name files too. */
const PARTS = new Set(['auth', 'kubeconfig']);
/** Keys of a cluster and of these parts whose value is a path. */
const PATHS = new Set([
  'archive',
  'caFile',
  'clientCertificateFile',
  'clientKeyFile',
  'directory',
  'file',
  'passwordFile',
  'tokenFile',
]);

/**
 * A cluster whose files are named from the root. In the configuration they are relative
 * to where the backend runs, which is not where another program runs.
 *
 * @alpha
 */
export function anchorFiles(
  cluster: ClusterConfig,
  folder: string,
): ClusterConfig {
  return anchor(cluster, folder);
}

function anchor<T extends object>(value: T, folder: string): T {
  const entries = Object.entries(value).map(([key, child]) => {
    if (typeof child === 'string' && PATHS.has(key)) {
      return [key, path.resolve(folder, child)];
    }
    return [key, PARTS.has(key) && child ? anchor(child, folder) : child];
  });
  return Object.fromEntries(entries) as T;
}

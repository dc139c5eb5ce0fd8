import type { ClusterConfig } from '../config';

/**
 * Creates the function that finds a configured cluster by its name, one of its aliases
 * or the URL of its API; null if there is none.
 */
export function createClusterResolver(
  clusters: Pick<ClusterConfig, 'name' | 'aliases' | 'url'>[],
): (address: string) => string | null {
  const names = new Map<string, string>();
  for (const { name, aliases, url } of clusters) {
    for (const address of [name, ...aliases, ...(url ? [url] : [])]) {
      names.set(normalize(address), name);
    }
  }
  return address => names.get(normalize(address)) ?? null;
}

// A slash at the end of a URL, and the case of its host, mean nothing.
function normalize(address: string): string {
  return URL.canParse(address) && address.includes('://')
    ? new URL(address).href.replace(/\/$/, '')
    : address;
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 20_000;
const INTERVAL_MS = 500;

/**
 * Waits until the catalog has read what was registered, so that the link to it leads
 * somewhere. False if that takes longer than people would wait; it comes later then.
 */
export async function waitForEntity(options: {
  entityRef: string;
  catalog: CatalogService;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
  limitMs?: number;
}): Promise<boolean> {
  const { entityRef, catalog, credentials, signal } = options;
  const endMs = Date.now() + (options.limitMs ?? LIMIT_MS);
  for (;;) {
    if (await catalog.getEntityByRef(entityRef, { credentials })) {
      return true;
    }
    if (Date.now() >= endMs) {
      return false;
    }
    await sleep(INTERVAL_MS, undefined, { signal });
  }
}

import type { Fleet } from '@orchestr8/o8-fleet';

const APPLICATION = { group: 'argoproj.io', kind: 'Application' };

/** Makes every Application of a module healthy or degraded, as Argo CD would say it. */
export function setHealth(
  fleet: Fleet,
  module: string,
  health: 'Healthy' | 'Degraded',
): void {
  for (const store of fleet.stores.values()) {
    if (!store.definitions().some(({ kind }) => kind === 'Application')) {
      continue;
    }
    for (const application of store.list(APPLICATION)) {
      if (application.metadata.labels?.['orchestr8.io/module'] === module) {
        store.put({
          ...application,
          status: {
            ...Object(application.status),
            health: { status: health },
            sync: {
              ...Object(Object(application.status).sync),
              status: 'Synced',
            },
          },
        });
      }
    }
  }
}

import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { StoreTiming } from '../timing';
import { DatabaseChangeReader } from './DatabaseChangeReader';
import { DatabaseFactReader } from './DatabaseFactReader';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseHistoryReader } from './DatabaseHistoryReader';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseMonitor } from './DatabaseMonitor';
import { DatabaseSourceStore } from './DatabaseSourceStore';
import { DatabaseVisibilityStore } from './DatabaseVisibilityStore';

/** How the stores are opened. */
export interface OpenStoresOptions {
  database: DatabaseService;
  timing?: StoreTiming;
  /** The types of facts that states depend on; all if absent. */
  judgedTypes?: ReadonlySet<string>;
  /** What is put around a store, by its name in metrics. */
  measure?: <T extends object>(store: T, name: string) => T;
}

/** All stores of the plugin, in one database. */
export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Opens them, after the tables were brought to this version. */
export async function openStores(options: OpenStoresOptions) {
  const { measure = store => store } = options;
  return {
    changes: measure(await DatabaseChangeReader.create(options), 'changes'),
    factReader: measure(await DatabaseFactReader.create(options), 'facts'),
    factStore: measure(await DatabaseFactStore.create(options), 'facts'),
    history: measure(await DatabaseHistoryReader.create(options), 'history'),
    leaseStore: measure(await DatabaseLeaseStore.create(options), 'leases'),
    moduleStore: measure(await DatabaseModuleStore.create(options), 'modules'),
    // It measures by itself.
    monitor: await DatabaseMonitor.create(options),
    sourceStore: measure(await DatabaseSourceStore.create(options), 'sources'),
    visibilityStore: measure(
      await DatabaseVisibilityStore.create(options),
      'visibility',
    ),
  };
}

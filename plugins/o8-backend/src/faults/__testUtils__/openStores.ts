import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  DatabaseFactReader,
  DatabaseFactStore,
  DatabaseLeaseStore,
  DatabaseModuleStore,
  DatabaseSourceStore,
} from '../../store';
import type { Outage } from './Outage';

/** The stores of an engine, on a database that can be away. */
export async function openStores(knex: Knex, outage: Outage) {
  const database = mockServices.database({ knex });
  return {
    factStore: outage.wrap(await DatabaseFactStore.create({ database })),
    factReader: outage.wrap(await DatabaseFactReader.create({ database })),
    moduleStore: outage.wrap(await DatabaseModuleStore.create({ database })),
    sourceStore: outage.wrap(await DatabaseSourceStore.create({ database })),
    leaseStore: outage.wrap(await DatabaseLeaseStore.create({ database })),
  };
}

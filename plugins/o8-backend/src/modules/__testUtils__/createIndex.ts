import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { Engine } from '../../engine';
import {
  DatabaseChangeReader,
  type FactReader,
  type ModuleStore,
  type SourceStore,
} from '../../store';
import { StoredModuleIndex } from '../StoredModuleIndex';

/** An index of what an engine keeps in a database. Its keys are the refs themselves. */
export async function createIndex(options: {
  knex: Knex;
  engine: Pick<Engine, 'toStatuses'>;
  moduleStore: ModuleStore;
  factReader: FactReader;
  sourceStore: SourceStore;
}): Promise<StoredModuleIndex> {
  const { knex, engine, moduleStore, factReader, sourceStore } = options;
  return new StoredModuleIndex({
    changes: await DatabaseChangeReader.create({
      database: mockServices.database({ knex }),
    }),
    store: moduleStore,
    facts: factReader,
    sources: sourceStore,
    toStatuses: (rows, now) => engine.toStatuses(rows, now),
    keyOf: ref => ref,
    logger: mockServices.logger.mock(),
  });
}

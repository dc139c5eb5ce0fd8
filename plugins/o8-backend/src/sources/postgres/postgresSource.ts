import { bindShared } from '../bindShared';
import { createSource } from '../createSource';
import { toDatabase, toDatabaseRole } from './toDatabase';
import { toPostgresCluster } from './toPostgresCluster';

/** PostgreSQL by CloudNativePG: clusters, databases in them, and their roles. */
export const postgresSource = createSource({
  id: 'postgres',
  reach: 'anywhere',
  readings: [
    {
      group: 'postgresql.cnpg.io',
      kind: 'Cluster',
      plural: 'clusters',
      fact: 'cluster',
      read: (object, context) => ({
        // One without a module holds databases of many.
        ...bindShared(object, context),
        value: toPostgresCluster(object),
      }),
    },
    {
      group: 'postgresql.cnpg.io',
      kind: 'Database',
      plural: 'databases',
      fact: 'database',
      read: object => ({ value: toDatabase(object) }),
    },
    {
      group: 'postgresql.cnpg.io',
      kind: 'DatabaseRole',
      plural: 'databaseroles',
      fact: 'role',
      read: object => ({ value: toDatabaseRole(object) }),
    },
  ],
});

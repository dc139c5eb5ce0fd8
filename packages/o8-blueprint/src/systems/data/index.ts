import type { System } from '../System';
import { ownDatabase, sharedDatabase } from './databases';
import { findProblems } from './findProblems';
import { ownClusterHoles, sharedHole } from './holes';
import { migrations } from './migrations';
import { passwordSecret } from './names';
import { noteDatabase } from './notes';
import { ownCluster } from './ownCluster';
import { modulePassword, platformPassword } from './passwords';
import { databaseOf } from './topology';

const GROUP = 'postgresql.cnpg.io';

export const data: System = {
  rows: [
    {
      title: 'PostgreSQL, schema isolation',
      summary:
        'A database with a schema and a role of its own on the shared cluster of CloudNativePG, or a cluster for one module alone, in several regions with one that is written to. The password comes from the secret store or from the operator; a migrations Job runs before each rollout.',
      watches: ['Cluster', 'Database', 'DatabaseRole'].map(kind => ({
        group: GROUP,
        kind,
      })),
      checks: ['DB-1'],
      source: 'systems/data',
    },
    {
      title: 'PITR',
      summary:
        'For a cluster of its own an ObjectStore and a ScheduledBackup by the Barman Cloud plugin; `o8 init` writes those of the shared cluster.',
      watches: [
        { group: GROUP, kind: 'ScheduledBackup' },
        { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
      ],
      checks: ['DB-1', 'DB-2'],
      source: 'systems/data/ownCluster.ts',
    },
  ],
  module: [migrations],
  cluster: [
    modulePassword,
    platformPassword,
    sharedDatabase,
    ownCluster,
    ownDatabase,
  ],
  holes: [sharedHole, ownClusterHoles],
  findProblems,
  notes: noteDatabase,
  derivedNames: spec => {
    const { name } = spec.metadata;
    return databaseOf({ spec }, 'shared')
      ? [
          `Database ${name}`,
          `DatabaseRole ${name}`,
          `ExternalSecret ${passwordSecret(name)}`,
        ]
      : [];
  },
};

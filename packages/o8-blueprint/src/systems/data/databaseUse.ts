import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { parseQuantity } from '../../rules/parseQuantity';
import { BARMAN_RESOURCES } from './objectStore';
import { INSTANCE_RESOURCES, INSTANCES } from './ownCluster';
import { databaseOf } from './topology';

const RESOURCES = ['cpu', 'memory', 'memoryLimit'] as const;

/** What a module uses of its quota beside its own replicas. */
export interface DatabaseUse {
  pods: number;
  cpu: number;
  memory: number;
  memoryLimit: number;
}

/**
 * What the database of a module uses of the quota at its most: all instances, and one more
 * while a new one is made. Migrations are one pod as those of the workload.
 */
export function databaseUse(spec: ModuleSpec): DatabaseUse {
  const own = databaseOf({ spec }, 'dedicated');
  const pods = own ? (own.instances ?? INSTANCES) + 1 : 0;
  const migrations = databaseOf({ spec })?.migrations ? 1 : 0;
  const { resources } = spec.spec.workload;
  const each = own?.resources ?? INSTANCE_RESOURCES;
  const [cpu, memory, memoryLimit] = RESOURCES.map(
    what =>
      pods *
        (parseQuantity(each[what]) + parseQuantity(BARMAN_RESOURCES[what])) +
      migrations * parseQuantity(resources[what]),
  );
  return { pods: pods + migrations, cpu, memory, memoryLimit };
}

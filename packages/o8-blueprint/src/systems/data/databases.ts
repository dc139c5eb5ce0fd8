import { KEPT, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { clusterName, databaseName, passwordSecret } from './names';
import { databaseOf, type Postgresql } from './topology';

const GROUP = 'postgresql.cnpg.io';
const DATABASE = { group: GROUP, kind: 'Database' };
const ROLE = { group: GROUP, kind: 'DatabaseRole' };

/**
 * A database, its schema and its role on the shared cluster. Nobody else owns any of
 * it, so that no other module reads it.
 */
export const sharedDatabase: Emitter<PlacementContext> = {
  file: () => 'database.yaml',
  home: 'database',
  kinds: [ROLE, DATABASE],
  writes: ['data.postgresql'],
  emit: context => {
    const database = databaseOf(context, 'shared');
    const shared = context.zone.spec.database;
    if (!database || !shared) {
      return [];
    }
    const { name } = context.spec.metadata;
    const place = { module: name, ...shared };
    return [
      {
        apiVersion: `${GROUP}/v1`,
        kind: 'DatabaseRole',
        metadata: toMetadata(name, shared.namespace, 2),
        spec: {
          cluster: { name: shared.cluster },
          name: databaseName(name),
          login: true,
          connectionLimit: database.connectionLimit,
          passwordSecret: { name: passwordSecret(name) },
          databaseRoleReclaimPolicy: 'retain',
        },
      },
      toDatabase(database, place),
    ];
  },
};

/** What is in the cluster that a module has for itself. */
export const ownDatabase: Emitter<PlacementContext> = {
  file: () => 'postgresql.yaml',
  home: 'module',
  kinds: [DATABASE],
  writes: ['data.postgresql'],
  // Also where the cluster follows another one: it is applied when that takes over.
  emit: context => {
    const database = databaseOf(context, 'dedicated');
    const { name } = context.spec.metadata;
    const place = { module: name, namespace: name, cluster: clusterName(name) };
    return database ? [toDatabase(database, place)] : [];
  },
};

function toDatabase(
  { mode, extensions, connectionLimit }: Postgresql,
  {
    module,
    namespace,
    cluster,
  }: { module: string; namespace: string; cluster: string },
): Manifest {
  const name = databaseName(module);
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'Database',
    // After its owner.
    metadata: toMetadata(module, namespace, 3),
    spec: {
      cluster: { name: cluster },
      name,
      owner: name,
      ensure: 'present',
      databaseReclaimPolicy: 'retain',
      // On the shared cluster the role has the limit.
      ...(mode === 'dedicated' && { connectionLimit }),
      schemas: [{ name, owner: name, ensure: 'present' }],
      ...(extensions.length > 0 && {
        extensions: extensions.map(extension => ({
          name: extension,
          ensure: 'present',
        })),
      }),
    },
  };
}

function toMetadata(
  module: string,
  namespace: string,
  wave: number,
): Manifest['metadata'] {
  return {
    name: module,
    namespace,
    labels: moduleLabels(module),
    annotations: { ...KEPT, ...syncWave(wave) },
  };
}

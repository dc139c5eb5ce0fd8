import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

/** What applies WAL to an object store and brings it back. */
export const BARMAN = 'barman-cloud.cloudnative-pg.io';

/** What CloudNativePG labels all pods of a cluster with, those of its jobs too. */
export const LABEL_CLUSTER = 'cnpg.io/cluster';

export const POSTGRES_PORT = 5_432;

/**
 * The database, its schema and its role in PostgreSQL. Names of modules have no `_`, so
 * that no two of them become one, and nobody has to quote them.
 */
export function databaseName(module: string): string {
  return module.replaceAll('-', '_');
}

/** Names that PostgreSQL, CloudNativePG or its clusters by default use themselves. */
const RESERVED = new Set([
  'app',
  'information_schema',
  'none',
  'postgres',
  'public',
  'streaming_replica',
  'template0',
  'template1',
]);

/** Whether a module cannot have a database that is called like it. */
export function isReservedName(module: string): boolean {
  const name = databaseName(module);
  return RESERVED.has(name) || /^(pg|cnpg)_/.test(name);
}

/** The cluster of CloudNativePG that a module has for itself, in its own namespace. */
export function clusterName(module: string): string {
  return `${module}-db`;
}

/** What people call a cluster that they restore to; network policies know it. */
export function restoredName(module: string): string {
  return `${clusterName(module)}-restored`;
}

/** The Secret with the password, made by External Secrets. */
export function passwordSecret(module: string): string {
  return `${module}-database`;
}

/** The Secret with the password, made by CloudNativePG for a cluster. */
export function appSecret(module: string): string {
  return `${clusterName(module)}-app`;
}

/** What the pods of migrations are labelled with: no Service leads to them. */
export function migrationsName(module: string): string {
  return `${module}-migrations`;
}

/**
 * What a cluster is called in its archive. A cluster that begins anew needs another one:
 * CloudNativePG archives into an empty one only.
 */
export function serverName(
  { metadata, spec }: ModuleSpec,
  cluster: string,
): string {
  const { archive } = spec.data?.postgresql ?? {};
  const name = `${metadata.name}-${cluster}`;
  return archive === undefined ? name : `${name}-${archive}`;
}

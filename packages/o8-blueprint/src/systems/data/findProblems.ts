import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { findTopologyProblems } from '../../rules/findDataProblems';
import { databaseName, isReservedName } from './names';
import { isFromStore } from './passwords';
import { databaseOf } from './topology';

const PATH = 'spec.data.postgresql';

/** What a landing zone lacks for the database that a module asks for. */
export function findProblems(context: ModuleContext): Problem[] {
  const database = databaseOf(context);
  if (!database) {
    return [];
  }
  const { spec, zone } = context;
  const refuse = (path: string, message: string): Problem => ({
    path,
    message,
    kind: 'refused',
  });
  const { name } = spec.metadata;
  const called = `the landing zone "${zone.metadata.name}"`;
  const lacks = findLacks(context).map(({ path, lack }) =>
    refuse(path, `${called} ${lack}`),
  );
  return [
    ...lacks,
    ...findTopologyProblems(database, spec.spec.placements).map(
      ({ field, message }) => refuse(`${PATH}.${field}`, message),
    ),
    ...(isReservedName(name)
      ? [
          refuse(
            'metadata.name',
            `"${name}" cannot have a database: PostgreSQL or its operator keep the name "${databaseName(
              name,
            )}" for themselves`,
          ),
        ]
      : []),
  ];
}

function findLacks(context: ModuleContext): { path: string; lack: string }[] {
  const { database, objectStorage, secrets } = context.zone.spec;
  if (!database) {
    return [{ path: PATH, lack: 'has no PostgreSQL (database)' }];
  }
  const isOwn = databaseOf(context, 'dedicated') !== undefined;
  const path = `${PATH}.mode`;
  const needed: [boolean, string][] = [
    [isOwn && !objectStorage, 'has no place for backups (objectStorage)'],
    [
      isOwn && objectStorage !== undefined && !objectStorage.cidrs,
      'does not say at which addresses backups are kept (objectStorage.cidrs)',
    ],
    [
      isOwn && !database.apiServerCidrs,
      'does not say at which addresses the Kubernetes API is (database.apiServerCidrs), which pods of databases ask who is primary',
    ],
    [
      isFromStore(context) && secrets?.operator !== 'external-secrets',
      isOwn
        ? 'has no External Secrets, which bring one password to several regions'
        : 'has no External Secrets, which bring its password to two namespaces: say "mode: dedicated", whose password the operator makes',
    ],
  ];
  return needed
    .filter(([isLacking]) => isLacking)
    .map(([, lack]) => ({ path, lack }));
}

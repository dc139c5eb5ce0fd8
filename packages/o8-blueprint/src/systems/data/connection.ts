import type { EnvVar } from '../../emitters/module/env';
import type { ModuleContext } from '../../emitters/types';
import type { PodVolume } from '../PodPart';
import { clusterName, databaseName, POSTGRES_PORT } from './names';
import { secretOf } from './passwords';
import { databaseOf, type Postgresql } from './topology';

const CA_VOLUME = 'database-ca';
const CA_DIRECTORY = '/run/o8/database';
const CA_FILE = 'ca.crt';

/** The Service that leads to the instance that is written to. */
export function hostOf({ spec, zone }: ModuleContext): string {
  const { name } = spec.metadata;
  const { database } = zone.spec;
  return databaseOf({ spec }, 'shared') && database
    ? `${database.cluster}-rw.${database.namespace}.svc`
    : `${clusterName(name)}-rw.${name}.svc`;
}

/** Where a module finds its database, in the words of PostgreSQL's own clients. */
export function connectionEnv(context: ModuleContext): EnvVar[] {
  const database = databaseOf(context);
  if (!database) {
    return [];
  }
  const name = databaseName(context.spec.metadata.name);
  const hasCa = caSource(context) !== undefined;
  return [
    { name: 'PGHOST', value: hostOf(context) },
    { name: 'PGPORT', value: String(POSTGRES_PORT) },
    { name: 'PGDATABASE', value: name },
    { name: 'PGUSER', value: name },
    {
      name: 'PGPASSWORD',
      valueFrom: {
        secretKeyRef: { name: secretOf(context), key: 'password' },
      },
    },
    // Without a certificate to compare with, nobody can ask who answers.
    { name: 'PGSSLMODE', value: hasCa ? 'verify-full' : 'require' },
    ...(hasCa
      ? [{ name: 'PGSSLROOTCERT', value: `${CA_DIRECTORY}/${CA_FILE}` }]
      : []),
    { name: 'PGOPTIONS', value: `-c search_path=${toPath(name, database)}` },
  ];
}

/** The operator makes extensions as a superuser, whose schema is the one of all databases. */
function toPath(name: string, { extensions }: Postgresql): string {
  return extensions.length > 0 ? `${name},public` : name;
}

/** The certificate by which the database is known. Of the Secret nothing else: it has its key too. */
export function connectionVolumes(context: ModuleContext): PodVolume[] {
  const source = caSource(context);
  return source
    ? [
        {
          volume: { name: CA_VOLUME, ...source },
          mount: { name: CA_VOLUME, mountPath: CA_DIRECTORY, readOnly: true },
        },
      ]
    : [];
}

function caSource({ spec, zone }: ModuleContext): object | undefined {
  const items = [{ key: CA_FILE, path: CA_FILE }];
  const { caConfigMap } = zone.spec.database ?? {};
  switch (databaseOf({ spec })?.mode) {
    case 'dedicated':
      return {
        secret: {
          secretName: `${clusterName(spec.metadata.name)}-ca`,
          items,
        },
      };
    case 'shared':
      return caConfigMap === undefined
        ? undefined
        : { configMap: { name: caConfigMap, items } };
    default:
      return undefined;
  }
}

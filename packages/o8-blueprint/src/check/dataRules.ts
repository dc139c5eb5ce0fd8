import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { kindKey, kindOf } from '../emitters/kinds';
import {
  clusterName,
  databaseName,
  passwordSecret,
} from '../systems/data/names';
import { couldBeKey } from '../systems/secrets/findStoreProblems';
import { toRemoteKey } from '../systems/secrets/remoteKey';
import type { ReadManifest } from './manifest';
import { findGuardProblems } from './namespaceRules';

const CNPG = 'postgresql.cnpg.io';
const EXTERNAL_SECRET = 'external-secrets.io/ExternalSecret';

/** Kinds of databases that are in namespaces of modules. */
const OWN_KINDS = new Set([
  `${CNPG}/Cluster`,
  `${CNPG}/Database`,
  `${CNPG}/DatabaseRole`,
  `${CNPG}/ScheduledBackup`,
  'barmancloud.cnpg.io/ObjectStore',
]);

/** What of a module may lie beside the shared cluster. */
const SHARED_KINDS = new Set([
  `${CNPG}/Database`,
  `${CNPG}/DatabaseRole`,
  EXTERNAL_SECRET,
]);

/** Those that are lost with their file. */
const GUARDED = /\/(Cluster|Database|DatabaseRole|ObjectStore)$/;

/**
 * How an object of a module's database reaches beyond what is the module's own; undefined
 * for what is no object of a database.
 */
export function findDatabaseProblems(
  object: ReadManifest,
  { metadata: { name: module } }: ModuleSpec,
  zones: { all: readonly LandingZone[]; own?: LandingZone },
): string[] | undefined {
  const kind = kindKey(kindOf(object));
  const isOwn = (object.metadata.namespace ?? module) === module;
  const isThere = isOwn
    ? OWN_KINDS.has(kind) ||
      (kind === EXTERNAL_SECRET &&
        object.metadata.name === passwordSecret(module))
    : SHARED_KINDS.has(kind) && isBesideDatabase(object, zones.all);
  if (!isThere) {
    return undefined;
  }
  const { database, secrets } = zones.own?.spec ?? {};
  const name = nameOf(kind, module);
  return [
    ...(GUARDED.test(kind) ? findGuardProblems(object.metadata) : []),
    ...(object.metadata.name === name
      ? []
      : [
          `is the ${object.kind} "${object.metadata.name}": it must be "${name}"`,
        ]),
    ...findSpecProblems(kind, object.spec, {
      module,
      place: isOwn ? clusterName(module) : database?.cluster,
      key: secrets?.store && toRemoteKey(secrets.store, module, 'database'),
    }),
  ];
}

/** Which namespaces have a shared cluster is not known without landing zones. */
function isBesideDatabase(
  { metadata: { namespace } }: ReadManifest,
  zones: readonly LandingZone[],
): boolean {
  return (
    zones.length === 0 ||
    zones.some(({ spec }) => spec.database?.namespace === namespace)
  );
}

function nameOf(kind: string, module: string): string {
  switch (kind) {
    case `${CNPG}/Database`:
    case `${CNPG}/DatabaseRole`:
      return module;
    case EXTERNAL_SECRET:
      return passwordSecret(module);
    default:
      return clusterName(module);
  }
}

interface Place {
  module: string;
  /** The cluster that it may be in; undefined where nobody knows. */
  place?: string;
  /** What the store calls its password; undefined where nobody knows. */
  key?: string;
}

function findSpecProblems(
  kind: string,
  spec: unknown,
  { module, place, key }: Place,
): string[] {
  switch (kind) {
    case `${CNPG}/Database`:
      return judge(databaseSchema(module, place), spec);
    case `${CNPG}/DatabaseRole`:
      return judge(roleSchema(module, place), spec);
    case `${CNPG}/ScheduledBackup`:
      return judge(inCluster(place), spec);
    case `${CNPG}/Cluster`:
      return judge(clusterSchema(module), spec);
    case EXTERNAL_SECRET:
      return judge(secretSchema(module, key), spec);
    default:
      return judge(storeSchema(module), spec);
  }
}

/** Each problem with its field; what is not named may be as it likes. */
function judge(schema: z.ZodType, spec: unknown): string[] {
  const parsed = schema.safeParse(spec);
  return parsed.success
    ? []
    : parsed.error.issues.map(
        ({ path, message }) => `has a spec.${path.join('.')} that ${message}`,
      );
}

const is = (text: string) => z.literal(text, `is not "${text}"`);

const never = z
  .union([z.undefined(), z.literal(false), z.tuple([])], 'must not be there')
  .optional();

/** Which cluster it is in: any, where the landing zone is not known. */
function inCluster(place: string | undefined) {
  return z.looseObject(
    { cluster: z.looseObject({ name: place ? is(place) : z.string() }) },
    'is no object of a cluster',
  );
}

function databaseSchema(module: string, place: string | undefined) {
  const name = databaseName(module);
  return inCluster(place).extend({
    name: is(name),
    owner: is(name),
    databaseReclaimPolicy: is('retain').optional(),
    schemas: z.array(z.looseObject({ owner: is(name) })).optional(),
    // They lead to other databases.
    fdws: never,
    servers: never,
    template: never,
    isTemplate: never,
  });
}

function roleSchema(module: string, place: string | undefined) {
  return inCluster(place).extend({
    name: is(databaseName(module)),
    passwordSecret: z.looseObject({ name: is(passwordSecret(module)) }),
    databaseRoleReclaimPolicy: is('retain').optional(),
    superuser: never,
    createdb: never,
    createrole: never,
    replication: never,
    bypassrls: never,
    // As a member of another role it would have what that has.
    inRoles: never,
  });
}

/** In another namespace the store may have the secrets of all modules. */
function secretSchema(module: string, known: string | undefined) {
  const isKey = (text: string) =>
    known === undefined ? couldBeKey(text, module, 'database') : text === known;
  return z.looseObject(
    {
      secretStoreRef: z.looseObject({ kind: is('SecretStore') }),
      target: z.looseObject({
        name: is(passwordSecret(module)),
        // Of another type Kubernetes would put the token of an account of the platform into it.
        template: z.looseObject({ type: is('kubernetes.io/basic-auth') }),
      }),
      dataFrom: never,
      data: z.array(
        z.looseObject({
          remoteRef: z.looseObject({
            key: z.string().refine(isKey, {
              error: `is not the password of "${module}"`,
            }),
          }),
          sourceRef: z.undefined('must not be there').optional(),
        }),
      ),
    },
    'is no ExternalSecret',
  );
}

function clusterSchema(module: string) {
  const name = clusterName(module);
  const parameters = z.looseObject({ barmanObjectName: is(name) });
  return z.looseObject(
    {
      enableSuperuserAccess: never,
      serviceAccountName: is(name).optional(),
      plugins: z.array(z.looseObject({ parameters })).optional(),
      externalClusters: z
        .array(z.looseObject({ plugin: z.looseObject({ parameters }) }))
        .optional(),
    },
    'is no Cluster',
  );
}

/** In the folder of another module its backups could be read, or removed. */
function storeSchema(module: string) {
  return z.looseObject(
    {
      configuration: z.looseObject({
        destinationPath: z
          .string()
          .regex(
            new RegExp(`^[a-z0-9]+://.+/${module}/?$`),
            `does not end with "/${module}"`,
          ),
      }),
    },
    'is no ObjectStore',
  );
}

import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { cutMessage } from '../cutMessage';
import {
  looseFlag,
  looseList,
  looseName,
  looseNames,
  looseObject,
  looseText,
} from '../loose';

const MAX_ENTRIES = 20;

/** What Databases and DatabaseRoles have in common. */
type Applied = {
  /** The Cluster that it is in. */
  cluster: string;
  name: string;
  /** Whether it outlives this object. */
  isGuarded: boolean;
  /** Whether PostgreSQL has it; null if nobody has said so yet. */
  isApplied: boolean | null;
  message: string | null;
};

/** What is kept of a Database: `postgres.database`. */
export type DatabaseValue = Applied & {
  owner: string | null;
  schemas: string[];
  extensions: string[];
};

/** What is kept of a DatabaseRole: `postgres.role`. */
export type DatabaseRoleValue = Applied & {
  canLogIn: boolean;
  /** Rights beyond its own databases, such as `superuser`. */
  rights: string[];
  inRoles: string[];
};

const cluster = looseObject({ name: looseName });
const named = looseList(looseObject({ name: looseName }));
const status = looseObject({ applied: looseFlag, message: looseText });

const databaseSchema = looseObject({
  spec: looseObject({
    cluster,
    name: looseName,
    owner: looseName,
    databaseReclaimPolicy: looseName,
    schemas: named,
    extensions: named,
  }),
  status,
});

const RIGHTS = [
  'superuser',
  'createdb',
  'createrole',
  'replication',
  'bypassrls',
] as const;

const roleSchema = looseObject({
  spec: looseObject({
    cluster,
    name: looseName,
    login: looseFlag,
    databaseRoleReclaimPolicy: looseName,
    inRoles: looseNames,
    superuser: looseFlag,
    createdb: looseFlag,
    createrole: looseFlag,
    replication: looseFlag,
    bypassrls: looseFlag,
  }),
  status,
});

/** What a Database says. */
export function toDatabase(object: KubernetesObject): DatabaseValue {
  const { spec, status: said } = databaseSchema.parse(object);
  const names = (entries: { name?: string }[]) =>
    entries.map(({ name = '' }) => name).slice(0, MAX_ENTRIES);
  return {
    cluster: spec.cluster.name ?? '',
    name: spec.name ?? '',
    owner: spec.owner ?? null,
    // What CloudNativePG does if nothing is said.
    isGuarded: (spec.databaseReclaimPolicy ?? 'retain') === 'retain',
    schemas: names(spec.schemas),
    extensions: names(spec.extensions),
    isApplied: said.applied ?? null,
    message: cutMessage(said.message),
  };
}

/** What a DatabaseRole says. */
export function toDatabaseRole(object: KubernetesObject): DatabaseRoleValue {
  const { spec, status: said } = roleSchema.parse(object);
  return {
    cluster: spec.cluster.name ?? '',
    name: spec.name ?? '',
    isGuarded: (spec.databaseRoleReclaimPolicy ?? 'retain') === 'retain',
    canLogIn: spec.login === true,
    rights: RIGHTS.filter(right => spec[right] === true),
    inRoles: spec.inRoles.slice(0, MAX_ENTRIES),
    isApplied: said.applied ?? null,
    message: cutMessage(said.message),
  };
}

import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import type { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';
import stableStringify from 'safe-stable-stringify';
import { fitColumn } from './fitColumn';

/** A fact or record with all that it is found by. Times are ISO 8601 in UTC. */
export interface FactRow {
  observedOn: string;
  /** API group and kind, such as `argoproj.io/Application`, or `/Namespace`. */
  kind: string;
  namespace: string | null;
  name: string;
  /** Empty for facts, the object's uid for records. */
  uid: string;
  type: KnownFact['type'];
  key: string;
  source: string;
  apiVersion: string;
  /** The module that it names, where only the platform can write. */
  ownModule: string | null;
  /** The module that it names, wherever it lies. */
  labelModule: string | null;
  /** The entity that it names, where only the platform can write. */
  ownEntity: string | null;
  /** Whether it lies in a namespace of the platform or of Kubernetes, or in none. */
  platform: boolean;
  /** Of an Application, its project in Argo CD. */
  project: string | null;
  /** Of an Application, the name of the ApplicationSet beside it that made it. */
  madeBy: string | null;
  /** Of kinds that are claimed by them; null for all others. */
  labels: Record<string, string> | null;
  binds: 'object' | 'subject';
  places: boolean;
  subjectCluster: string | null;
  subjectNamespace: string | null;
  value: JsonObject;
  volatile: JsonObject;
  evidenceAt: string | null;
}

/** A row of the table `facts`. */
export interface DbFact {
  observed_on: string;
  kind: string;
  object: string;
  uid: string;
  type: string;
  key: string;
  source: string;
  api_version: string;
  namespace: string | null;
  name: string;
  own_module: string | null;
  label_module: string | null;
  own_entity: string | null;
  platform: boolean | number;
  project: string | null;
  made_by: string | null;
  labels: string | null;
  binds: 'object' | 'subject';
  places: boolean | number;
  subject_cluster: string | null;
  subject_namespace: string | null;
  value: string;
  value_hash: string;
  volatile: string;
  evidence_at: string | null;
  changed_at: string;
  gone_at: string | null;
}

// As long as the columns.
const OBJECT_LENGTH = 512;
const NAMESPACE_LENGTH = 253;
const MODULE_LENGTH = 63;
const UID_LENGTH = 64;
const TEXT_LENGTH = 255;

/** How an object is called within its cluster and kind. */
export function toObjectKey(object: {
  namespace: string | null;
  name: string;
}): string {
  return fitColumn(`${object.namespace ?? ''}/${object.name}`, OBJECT_LENGTH);
}

/** What tells a kept row from all others. */
export function toFactKey(row: DbFact): string {
  const { observed_on, kind, object, uid, type, key } = row;
  return JSON.stringify([observed_on, kind, object, uid, type, key]);
}

/** How a module is called in columns. */
export function toModuleKey(module: string): string {
  return fitColumn(module, MODULE_LENGTH);
}

const fitOrNull = (text: string | null, length: number) =>
  text === null ? null : fitColumn(text, length);

/** A row as the table keeps it. */
export function toDbFact(row: FactRow, now: Date): DbFact {
  return {
    observed_on: row.observedOn,
    kind: row.kind,
    object: toObjectKey(row),
    uid: fitColumn(row.uid, UID_LENGTH),
    type: row.type,
    key: fitColumn(row.key, TEXT_LENGTH),
    source: row.source,
    api_version: fitColumn(row.apiVersion, TEXT_LENGTH),
    namespace: fitOrNull(row.namespace, NAMESPACE_LENGTH),
    name: fitColumn(row.name, OBJECT_LENGTH),
    own_module: row.ownModule && toModuleKey(row.ownModule),
    label_module: row.labelModule && toModuleKey(row.labelModule),
    own_entity: fitOrNull(row.ownEntity, TEXT_LENGTH),
    platform: row.platform,
    project: fitOrNull(row.project, TEXT_LENGTH),
    made_by:
      row.madeBy === null
        ? null
        : toObjectKey({ namespace: row.namespace, name: row.madeBy }),
    labels: row.labels && JSON.stringify(row.labels),
    binds: row.binds,
    places: row.places,
    subject_cluster: row.subjectCluster,
    subject_namespace: fitOrNull(row.subjectNamespace, NAMESPACE_LENGTH),
    value: JSON.stringify(row.value),
    value_hash: hash(row),
    volatile: JSON.stringify(row.volatile),
    evidence_at: row.evidenceAt,
    changed_at: now.toISOString(),
    gone_at: null,
  };
}

/** A kept row as assessors get it. */
export function toKnownFact(
  row: DbFact,
  binding: KnownFact['binding'] = 'confirmed',
): KnownFact {
  return {
    type: row.type as KnownFact['type'],
    key: row.key,
    subject: {
      cluster: row.subject_cluster,
      namespace: row.subject_namespace,
    },
    object: {
      cluster: row.observed_on,
      apiVersion: row.api_version,
      kind: row.kind.slice(row.kind.indexOf('/') + 1),
      namespace: row.namespace,
      name: row.name,
    },
    binding,
    uid: row.uid || null,
    evidenceAt: row.evidence_at,
    changedAt: row.changed_at,
    value: JSON.parse(row.value),
    // Mostly there is nothing in it.
    volatile: row.volatile === '{}' ? {} : JSON.parse(row.volatile),
  };
}

// Everything but what moves without meaning. Keys are sorted: servers do not promise
// an order.
function hash(row: FactRow): string {
  const { volatile: _volatile, evidenceAt: _evidenceAt, ...counts } = row;
  return createHash('sha256').update(stableStringify(counts)!).digest('hex');
}

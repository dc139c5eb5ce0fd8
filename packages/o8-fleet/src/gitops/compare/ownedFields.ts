import { fieldsOf } from '../../content/objects/managedFields';
import type { KubeObject } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import type { Manifest } from '../types';

/** Under which name Argo CD applies. */
const MANAGER = 'argocd-controller';

const IDENTITY = ['name', 'namespace'];

/** The part of an object that was declared: all but its identity. */
export function declaredPart(manifest: Manifest): JsonRecord {
  const { apiVersion: _, kind: __, metadata, ...rest } = manifest;
  const entries = Object.entries(metadata).filter(
    ([field, value]) => !IDENTITY.includes(field) && isRecordOrList(value),
  );
  return { ...rest, metadata: Object.fromEntries(entries) };
}

function isRecordOrList(value: unknown): boolean {
  return isRecord(value) || Array.isArray(value);
}

/** What server-side apply keeps of who declared what. */
export function managedFieldsOf(
  manifest: Manifest,
  time: string,
): JsonRecord[] {
  return [
    {
      manager: MANAGER,
      operation: 'Apply',
      apiVersion: manifest.apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsOf(declaredPart(manifest)),
    },
  ];
}

/** The fields that Argo CD applied; empty if it is not known. */
export function ownedFields({ metadata }: KubeObject): JsonRecord {
  const { managedFields } = metadata;
  const entries = Array.isArray(managedFields) ? managedFields : [];
  const entry = entries.find(
    each => isRecord(each) && each.manager === MANAGER,
  ) as JsonRecord | undefined;
  return isRecord(entry?.fieldsV1) ? entry.fieldsV1 : {};
}

/**
 * The live value without the fields that were declared once and are no more. The very
 * same value if there are none.
 */
export function withoutStale(
  live: JsonRecord,
  owned: JsonRecord,
  wanted: JsonRecord,
): JsonRecord {
  let result = live;
  for (const [key, below] of Object.entries(owned)) {
    const field = key.slice(2);
    if (!key.startsWith('f:') || !Object.hasOwn(live, field)) continue;
    const value = live[field];
    const isBranch = isRecord(below) && Object.keys(below).length > 0;
    const wish = Object.hasOwn(wanted, field) ? wanted[field] : undefined;
    if (isBranch && isRecord(value)) {
      const left = withoutStale(value, below, isRecord(wish) ? wish : {});
      const isGone = wish === undefined && Object.keys(left).length === 0;
      if (left === value && !isGone) continue;
      result = replaced(result, field, isGone ? undefined : left);
    } else if (wish === undefined || wish === null) {
      result = replaced(result, field, undefined);
    }
  }
  return result;
}

function replaced(map: JsonRecord, field: string, value: unknown): JsonRecord {
  const { [field]: _, ...rest } = map;
  return value === undefined ? rest : { ...map, [field]: value };
}

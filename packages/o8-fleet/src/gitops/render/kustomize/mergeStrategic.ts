import { isRecord, type JsonRecord } from '../parseManifests';
import { RenderError } from '../RenderError';

/** The kinds whose lists are merged; those of other groups are replaced whole. */
const BUILT_IN =
  /^(?:v1|[a-z]+\/[a-z0-9]+|(?:networking|rbac\.authorization|storage|scheduling)\.k8s\.io\/[a-z0-9]+)$/;

/** By which fields the items of a list are told apart. */
const MERGE_KEYS: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  ports: ['containerPort', 'port'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** A strategic merge: maps are merged, the known lists by their keys, null removes. */
export function mergeStrategic(
  base: JsonRecord,
  patch: JsonRecord,
  where: string,
): JsonRecord {
  const isBuiltIn = BUILT_IN.test(`${base.apiVersion}`);
  return mergeMaps(base, patch, { where, isBuiltIn });
}

interface Context {
  where: string;
  isBuiltIn: boolean;
}

function mergeMaps(
  base: JsonRecord,
  patch: JsonRecord,
  context: Context,
): JsonRecord {
  const { $patch, ...fields } = patch;
  assertDirective($patch, context);
  if ($patch === 'replace') return withoutNulls(fields, context) as JsonRecord;
  const result: JsonRecord = { ...base };
  for (const [field, value] of Object.entries(fields)) {
    if (field.startsWith('$')) {
      throw new RenderError(
        `${context.where}: "${field}" is not supported by the demo fleet`,
      );
    }
    const before = Object.hasOwn(base, field) ? base[field] : undefined;
    if (value === null) {
      delete result[field];
    } else if (isRecord(value)) {
      if (value.$patch === 'delete') delete result[field];
      else {
        const map = isRecord(before) ? before : {};
        result[field] = mergeMaps(map, value, context);
      }
    } else if (Array.isArray(value)) {
      result[field] = mergeLists(field, before, value, context);
    } else {
      result[field] = value;
    }
  }
  return result;
}

function assertDirective(directive: unknown, { where }: Context): void {
  const known = [undefined, 'merge', 'replace', 'delete'];
  if (!known.includes(directive as string | undefined)) {
    throw new RenderError(
      `${where}: "$patch: ${directive}" is not supported by the demo fleet`,
    );
  }
}

/** What is new comes first, in the order of the patch, as kustomize does it. */
function mergeLists(
  field: string,
  before: unknown,
  patch: readonly unknown[],
  context: Context,
): unknown {
  const keys = context.isBuiltIn ? MERGE_KEYS[field] : undefined;
  const list = Array.isArray(before) ? before.filter(isRecord) : [];
  const items = patch.filter(isRecord);
  const key = keys?.find(each => items.some(item => item[each] !== undefined));
  const isReplaced = items.some(
    item => item.$patch === 'replace' && Object.keys(item).length === 1,
  );
  const isMerged =
    key !== undefined && items.length === patch.length && !isReplaced;
  if (!isMerged) {
    const kept = patch.filter(
      item => !(isRecord(item) && item.$patch !== undefined),
    );
    return kept.map(item => withoutNulls(item, context));
  }
  const isSame = (a: JsonRecord, b: JsonRecord) =>
    a[key] === b[key] && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP');
  const merged = items
    .filter(item => item.$patch !== 'delete')
    .map(item => {
      const same = list.find(each => isSame(each, item));
      return mergeMaps(same ?? {}, item, context);
    });
  const untouched = list.filter(
    each => !items.some(item => isSame(each, item)),
  );
  return [...merged, ...untouched];
}

function withoutNulls(value: unknown, context: Context): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withoutNulls(item, context));
  }
  return isRecord(value) ? mergeMaps({}, value, context) : value;
}

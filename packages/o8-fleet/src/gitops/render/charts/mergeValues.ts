import { isRecord, type JsonRecord } from '../parseManifests';

/** As Helm merges values: maps field by field, everything else is replaced, null removes. */
export function mergeValues(base: JsonRecord, over: JsonRecord): JsonRecord {
  const result: JsonRecord = { ...base };
  for (const [field, value] of Object.entries(over)) {
    const before = Object.hasOwn(base, field) ? base[field] : undefined;
    if (value === null) delete result[field];
    else if (isRecord(value)) {
      result[field] = mergeValues(isRecord(before) ? before : {}, value);
    } else result[field] = value;
  }
  return result;
}

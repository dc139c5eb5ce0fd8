import { isRecord } from '../render/parseManifests';

/**
 * Whether a live value has all that is wanted. Fields that only the live one has are
 * those of a server or a controller; lists have the same length, item by item.
 */
export function covers(live: unknown, wanted: unknown): boolean {
  if (wanted === undefined || wanted === null)
    return live === undefined || live === null;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((item, index) => covers(live[index], item))
    );
  }
  if (isRecord(wanted)) {
    return (
      isRecord(live) &&
      Object.entries(wanted).every(([field, value]) =>
        covers(Object.hasOwn(live, field) ? live[field] : undefined, value),
      )
    );
  }
  return Object.is(live, wanted);
}

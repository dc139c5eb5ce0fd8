import { isEqual } from '../edit/isEqual';
import type { Manifest } from '../types';

type Fields = Record<string, unknown>;

/**
 * The strategic merge patch that makes one object of another: only what differs. Lists
 * of things with names are merged by kustomize, all others are replaced.
 *
 * @returns undefined for objects that are equal.
 */
export function mergePatch(
  base: Manifest,
  wanted: Manifest,
): Manifest | undefined {
  const { apiVersion, kind, metadata } = base;
  const changes = diffFields({ ...base }, { ...wanted });
  if (Object.keys(changes).length === 0) {
    return undefined;
  }
  const { metadata: changed, ...rest } = changes;
  const head = isFields(changed) ? changed : {};
  return {
    apiVersion,
    kind,
    metadata: { ...head, name: metadata.name },
    ...rest,
  };
}

function diffFields(base: Fields, wanted: Fields): Fields {
  const keys = new Set([...Object.keys(base), ...Object.keys(wanted)]);
  const changes = [...keys].flatMap(key => {
    const [before, after] = [base[key], wanted[key]];
    if (isEqual(before, after)) {
      return [];
    }
    // What a patch sets to null is taken away.
    return [[key, after === undefined ? null : diff(before, after)]];
  });
  return Object.fromEntries(changes);
}

function diff(before: unknown, after: unknown): unknown {
  if (isFields(before) && isFields(after)) {
    return diffFields(before, after);
  }
  return isNamedList(before) && isNamedList(after)
    ? diffLists(before, after)
    : after;
}

type Named = Fields & { name: string };

function diffLists(before: Named[], after: Named[]): unknown[] {
  const find = (list: Named[], name: string) =>
    list.find(item => item.name === name);
  return [
    ...after.flatMap(item => {
      const same = find(before, item.name);
      if (!same) {
        return [item];
      }
      return isEqual(same, item)
        ? []
        : [{ ...diffFields(same, item), name: item.name }];
    }),
    ...before
      .filter(item => !find(after, item.name))
      .map(({ name }) => ({ $patch: 'delete', name })),
  ];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamedList(value: unknown): value is Named[] {
  return (
    Array.isArray(value) &&
    value.every(item => isFields(item) && typeof item.name === 'string')
  );
}

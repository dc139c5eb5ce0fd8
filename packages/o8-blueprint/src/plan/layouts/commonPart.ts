import { isEqual } from '../../edit/isEqual';
import { isFields } from './goTemplate';

type Fields = Record<string, unknown>;

/** What all values say alike. */
export function commonPart([first, ...others]: object[]): Fields {
  return others.reduce<Fields>(
    (common, other) => intersect(common, { ...other }),
    { ...first },
  );
}

function intersect(a: Fields, b: Fields): Fields {
  return Object.fromEntries(
    Object.entries(a).flatMap(([key, left]) => {
      const right = b[key];
      if (isEqual(left, right)) {
        return [[key, left]];
      }
      const inner =
        isFields(left) && isFields(right) ? intersect(left, right) : {};
      return Object.keys(inner).length > 0 ? [[key, inner]] : [];
    }),
  );
}

/** What a value says beyond what it has in common with others. */
export function restOf(value: object, common: object): Fields {
  const known: Fields = { ...common };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const other = known[key];
      if (isEqual(entry, other)) {
        return [];
      }
      return [
        [
          key,
          isFields(entry) && isFields(other) ? restOf(entry, other) : entry,
        ],
      ];
    }),
  );
}

import type { KubeObject } from '../../types';
import { toPartialMetadata } from './toPartialMetadata';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The columns of every table: kubectl adds the namespace by itself. */
export const TABLE_COLUMNS = [
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: 'The name of the object',
    priority: 0,
  },
  {
    name: 'Age',
    type: 'string',
    format: '',
    description: 'How long ago it was created',
    priority: 0,
  },
];

/** The frame of a table; the rows are added by whoever answers. */
export function toTable(options: {
  metadata: object;
  rows: object[];
  hasColumns?: boolean;
}) {
  const { metadata, rows, hasColumns = true } = options;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: hasColumns ? TABLE_COLUMNS : [],
    rows,
  };
}

/** An object as a row. */
export function toTableRow(object: KubeObject, now: Date) {
  const { name, creationTimestamp } = object.metadata;
  return {
    cells: [name, formatAge(now.getTime() - Date.parse(creationTimestamp))],
    object: toPartialMetadata(object),
  };
}

/** An age in the two units that matter, such as `3d4h`. */
export function formatAge(ageMs: number): string {
  if (Number.isNaN(ageMs)) {
    return '<unknown>';
  }
  const units: [string, number][] = [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['m', MINUTE_MS],
    ['s', SECOND_MS],
  ];
  const positiveMs = Math.max(0, ageMs);
  const at = units.findIndex(([, unitMs]) => positiveMs >= unitMs * 2);
  if (at < 0) {
    return `${Math.floor(positiveMs / SECOND_MS)}s`;
  }
  const [unit, unitMs] = units[at];
  const count = Math.floor(positiveMs / unitMs);
  const next = units[at + 1];
  const rest = next ? Math.floor((positiveMs % unitMs) / next[1]) : 0;
  // From ten on the second unit says nothing more.
  return count < 10 && next && rest > 0
    ? `${count}${unit}${rest}${next[0]}`
    : `${count}${unit}`;
}

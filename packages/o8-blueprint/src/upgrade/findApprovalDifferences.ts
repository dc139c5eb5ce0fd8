import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { resolveFormer } from '../plan/resolveFormer';
import { resolveSpec } from '../plan/resolveSpec';

/**
 * A field of a module that its team and its platform say differently. Undefined: it is
 * not there.
 *
 * @public
 */
export interface FieldDifference {
  /** Entries of lists by what they are called: `spec.placements[eu-1].replicas`. */
  path: string;
  asked: unknown;
  approved: unknown;
}

/**
 * What a team asks for that is not approved, and what is approved that nobody asks for
 * any more, field by field. What a request leaves to its landing zone and tier is no
 * difference; without the zone, placements that are not named are not compared.
 *
 * @public
 */
export function findApprovalDifferences(options: {
  asked: ModuleSpec;
  approved: ModuleSpec;
  zone?: LandingZone;
}): FieldDifference[] {
  const { approved, zone } = options;
  const asked = zone
    ? resolveFormer(options.asked, zone).spec
    : resolveSpec(options.asked, []);
  const resolved = resolveSpec(approved, []);
  const isLeftOpen = !zone && asked.spec.placements.length === 0;
  return compare(asked, resolved, '').filter(
    ({ path }) => !isLeftOpen || !path.startsWith('spec.placements'),
  );
}

function compare(
  asked: unknown,
  approved: unknown,
  path: string,
): FieldDifference[] {
  const lists = [asked, approved].map(toNamed);
  const [left, right] = lists.every(list => list)
    ? lists
    : [asked, approved].map(toFields);
  const isList = lists.every(list => list);
  if (left && right) {
    return [...new Set([...left.keys(), ...right.keys()])].flatMap(key =>
      compare(left.get(key), right.get(key), join(path, key, isList)),
    );
  }
  return toText(asked) === toText(approved) ? [] : [{ path, asked, approved }];
}

function join(path: string, key: string, isList: boolean): string {
  if (isList) {
    return `${path}[${key}]`;
  }
  return path ? `${path}.${key}` : key;
}

/** What entries of our lists are called, each once. */
const NAMES = ['cluster', 'name', 'module', 'host'];

/** The entries of a list by their names; undefined where they have none. */
function toNamed(value: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const named = new Map(
    value.flatMap((entry: unknown) => {
      const fields = toFields(entry);
      const name = NAMES.map(key => fields?.get(key)).find(
        each => typeof each === 'string',
      );
      const port = fields?.get('port');
      const isCall = fields?.has('module') || fields?.has('host');
      return typeof name === 'string'
        ? [[isCall && port ? `${name}:${port}` : name, entry] as const]
        : [];
    }),
  );
  return named.size === value.length ? named : undefined;
}

/** The fields of an object that are there. */
function toFields(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value).filter(([, entry]) => entry !== undefined))
    : undefined;
}

function toText(value: unknown): string | undefined {
  return JSON.stringify(value, (_, entry: unknown) => {
    const fields = toFields(entry);
    return fields
      ? Object.fromEntries([...fields].sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry;
  });
}

import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { edgeEmitters } from '../emitters/edgeEmitters';
import { kindKey, uniqueKinds } from '../emitters/kinds';
import { moduleEmitters } from '../emitters/moduleEmitters';
import type { GroupKind } from '../emitters/types';
import { systems } from '../systems';
import type { SystemRow } from '../systems/System';
import { coreRows } from './coreRows';
import { toTable } from './toTable';

/** What of an emitter the documentation tells. */
interface Written {
  kinds: GroupKind[];
  writes?: readonly string[];
}

/** Where the code is, from the root of the repository. */
export const CODE = 'packages/o8-blueprint/src';

/** The rows of all systems, in the order of the documentation. */
export const systemRows: SystemRow[] = [
  ...coreRows,
  ...systems.flatMap(({ rows }) => rows),
];

/** What is made, watched and checked: a line for each system. */
export function systemsTable(): string {
  return toTable(
    ['system', 'what is made', 'what is watched', 'checks', 'code'],
    systemRows.map(row => [
      row.title,
      row.summary,
      sayKinds(row.watches),
      row.checks.join(', ') || '–',
      sayCode(row.source),
    ]),
  );
}

/** The kinds of objects by the repository in which they are written, from the emitters. */
export function kindsTable(): string {
  // Lists of emitters may wrap them; their kinds stay the same.
  const ofSystems = new Set(
    systems
      .flatMap(({ module = [], cluster = [], edge = [] }): Written[] => [
        ...module,
        ...cluster,
        ...edge,
      ])
      .map(({ kinds }) => kinds),
  );
  const isCore = ({ kinds }: Written) => !ofSystems.has(kinds);
  const platform = [
    ...projectEmitters,
    ...applicationEmitters,
    ...clusterEmitters,
    ...edgeEmitters,
  ];
  return toTable(
    ['code', 'module repository', 'platform repository', 'fields of the spec'],
    [
      toCells(
        'emitters',
        moduleEmitters.filter(isCore),
        platform.filter(isCore),
      ),
      ...systems.map(({ rows, writes, module = [], cluster = [], edge = [] }) =>
        toCells(folderOf(rows), module, [...cluster, ...edge], writes),
      ),
    ],
  );
}

function toCells(
  folder: string,
  module: Written[],
  platform: Written[],
  writes: readonly string[] = [],
): string[] {
  const kindsOf = (emitters: Written[]) =>
    sayKinds(uniqueKinds(emitters.flatMap(({ kinds }) => kinds)));
  const fields = [
    ...writes,
    ...[...module, ...platform].flatMap(each => each.writes ?? []),
  ];
  return [
    sayCode(folder),
    kindsOf(module),
    kindsOf(platform),
    [...new Set(fields)].map(field => `\`${field}\``).join(', ') || '–',
  ];
}

/** Rows of one system are of one folder, but one may be of a part that is elsewhere. */
function folderOf(rows: SystemRow[]): string {
  const [folder = ''] =
    rows.flatMap(
      ({ source }) => /^systems\/[^/]+/.exec(source)?.slice(0, 1) ?? [],
    ) ?? [];
  return folder;
}

function sayKinds(kinds: GroupKind[]): string {
  return (
    kinds.map(kind => `\`${kindKey(kind).replace(/^\//, '')}\``).join(', ') ||
    '–'
  );
}

/** Not as Markdown: the site of the documentation has no code, the repository does. */
function sayCode(source: string): string {
  return `<a href="../../${CODE}/${source}">${source}</a>`;
}

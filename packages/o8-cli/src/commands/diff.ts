import { BLUEPRINT_VERSION, type UpgradeAction } from '@orchestr8/o8-blueprint';
import { compareAll, type Compared } from '../diff/compareAll';
import type { ComparedUpgrade } from '../diff/comparePlace';
import { findPlaces } from '../diff/findPlaces';
import { toPatch } from '../diff/toPatch';
import { EXIT, reportProblems, type Report } from '../Report';
import type { Row } from '../Table';
import { readPlatform } from './readPlatform';
import { readZones } from './readZones';

/** What `o8 diff` is asked for. */
export interface DiffOptions {
  target: string;
  zones: string[];
  platform?: string;
  allowDestructive?: boolean;
  restoreDeleted?: boolean;
  cwd: string;
}

/** What has nothing to do with what the next rendering says: it is told, and no more. */
const QUIET: readonly UpgradeAction[] = [
  'unchanged',
  'equal',
  'kept',
  'deleted',
];

/** Says what rendering with this version would change, and writes nothing. */
export async function diff(options: DiffOptions): Promise<Report> {
  const { target, cwd } = options;
  const places = await findPlaces(cwd, target);
  if (!places.ok) {
    return reportProblems(places.problems);
  }
  const [first] = places.value;
  // The entries of a platform repository have it around them.
  const label = first.part === 'platform' ? first.root : options.platform;
  const [zones, platform] = await Promise.all([
    readZones(cwd, options.zones),
    label === undefined ? undefined : readPlatform(cwd, label),
  ]);
  const problems = [zones, platform].flatMap(each =>
    each && !each.ok ? each.problems : [],
  );
  if (!zones.ok || (platform && !platform.ok)) {
    return reportProblems(problems);
  }
  const compared = await compareAll(places.value, {
    ...options,
    zones: zones.value,
    platform: platform?.value,
  });
  return compared.ok
    ? describe(options, compared.value)
    : reportProblems(compared.problems);
}

function describe(
  { platform }: DiffOptions,
  { upgrades, shared }: Compared,
): Report {
  const files = [...upgrades.flatMap(each => each.files), ...shared];
  const changes = files.filter(isChange);
  const rows = files
    .filter(
      ({ action, mode }) => mode || !['unchanged', 'equal'].includes(action),
    )
    .map(toRow);
  const [{ place }] = upgrades;
  const notes = new Set(upgrades.flatMap(each => each.notes));
  if (place.part === 'module' && platform === undefined) {
    notes.add('without --platform it is not checked what is approved');
  }
  if (place.part === 'platform' && platform !== undefined) {
    notes.add(
      `--platform is not looked at: entries are compared within ${place.root}`,
    );
  }
  upgrades
    .filter(isNewer)
    .forEach(({ name, from }) =>
      notes.add(
        `"${name}" was written by blueprint ${from}, which is newer than this one (${BLUEPRINT_VERSION}): this would take it back`,
      ),
    );
  return {
    exitCode: changes.length ? EXIT.different : EXIT.ok,
    problems: [],
    notes: [...notes],
    ...(rows.length && { table: { head: ['WHAT', 'FILE'], rows } }),
    patch: changes.map(toPatch).join(''),
    lines: [summarize(files, changes)],
    data: {
      different: changes.length > 0,
      blueprint: BLUEPRINT_VERSION,
      modules: upgrades.map(({ name, from }) => ({ name, from })),
      files: files.map(({ path: at, action, content, mode, hunks }) => ({
        path: at,
        action,
        ...(mode && { mode }),
        ...(isChange({ path: at, action, mode }) && {
          content: content ?? null,
        }),
        ...(hunks && { hunks }),
      })),
    },
  };
}

/** Versions of the blueprint are whole numbers. */
function isNewer({ from }: Compared['upgrades'][number]): boolean {
  return from !== null && Number(from) > Number(BLUEPRINT_VERSION);
}

function isChange({ action, mode }: Omit<ComparedUpgrade, 'content'>): boolean {
  return mode !== undefined || !QUIET.includes(action);
}

function toRow({ path: at, action, mode }: ComparedUpgrade): Row {
  const isBad = action === 'conflict' || action === 'no base';
  const isQuiet = !mode && QUIET.includes(action);
  const what = mode ? `${action}, ${mode.from} to ${mode.to}` : action;
  const quiet = isQuiet ? 'quiet' : 'plain';
  return { cells: [what, at], tone: isBad ? 'bad' : quiet };
}

function summarize(files: ComparedUpgrade[], changes: ComparedUpgrade[]) {
  const count = (action: UpgradeAction) =>
    changes.filter(each => each.action === action).length;
  const open = [
    ...(count('conflict') ? [`${count('conflict')} with conflicts`] : []),
    ...(count('no base') ? [`${count('no base')} without a base`] : []),
  ];
  return changes.length
    ? `${changes.length} of ${files.length} files would change${
        open.length ? `, ${open.join(', ')}` : ''
      }.`
    : `Nothing would change in ${files.length} files.`;
}

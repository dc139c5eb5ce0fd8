import {
  parseModuleSpec,
  planModule,
  remakeBases,
  renderPlan,
  upgradeFiles,
  type Platform,
  type RenderedFile,
  type UpgradedFile,
} from '@orchestr8/o8-blueprint';
import type {
  LandingZone,
  ModuleLock,
} from '@orchestr8/backstage-plugin-o8-common';
import path from 'node:path';
import { withoutZone, zoneOf } from '../commands/readZones';
import { readInput, type Input } from '../commands/readInput';
import { readBlobs } from '../files/readBlobs';
import { readCurrent } from '../files/readCurrent';
import { inFile, ofFile, type FileProblem } from '../FileProblem';
import type { Place } from './findPlaces';
import { readLock } from './readLock';

/** What the files of a place are compared with. */
export interface CompareOptions {
  cwd: string;
  zones: LandingZone[];
  platform?: Platform;
  allowDestructive?: boolean;
  restoreDeleted?: boolean;
}

/** A file of an upgrade, and what is there now. */
export interface ComparedUpgrade extends UpgradedFile {
  /** Absent: nothing. */
  current?: string;
}

/** What rendering would change at a place. */
export interface PlaceUpgrade {
  name: string;
  /** The version that wrote what is there; null where no lock says so. */
  from: string | null;
  files: ComparedUpgrade[];
  /** Files that the entries of several modules share. */
  shared: RenderedFile[];
  notes: string[];
}

/** Renders a place again, and compares file by file. */
export async function comparePlace(
  place: Place,
  options: CompareOptions,
): Promise<Input<PlaceUpgrade>> {
  const { cwd } = options;
  const specFile = path.join(place.root, place.spec);
  const [spec, lock] = await Promise.all([
    readInput({ cwd, file: specFile, parse: parseModuleSpec }),
    readLock(cwd, path.join(place.root, place.lock)),
  ]);
  if (!spec.ok || !lock.ok) {
    const problems = [spec, lock].flatMap(each =>
      each.ok ? [] : each.problems,
    );
    return { ok: false, problems };
  }
  const zone = zoneOf(spec.value, options.zones);
  if (!zone) {
    const problem = withoutZone(specFile, spec.value, options.zones);
    return { ok: false, problems: [problem] };
  }
  const strange = findStrangeFiles(place, lock.value);
  if (strange.length) {
    return { ok: false, problems: strange };
  }
  const plan = planModule({
    spec: spec.value,
    zone,
    zones: options.zones,
    platform: options.platform,
    former: lock.value?.spec,
    allowDestructive: options.allowDestructive,
  });
  if (!plan.ok) {
    return { ok: false, problems: inFile(specFile, plan.problems) };
  }
  const rendered = renderPlan(plan.value);
  const compared = await compareFiles(place, {
    lock: lock.value,
    planned: rendered[place.part],
    zone,
    ...options,
  });
  return compared.ok
    ? {
        ok: true,
        value: {
          name: spec.value.metadata.name,
          from: lock.value?.blueprint ?? null,
          files: compared.value.files,
          shared: place.part === 'platform' ? rendered.shared : [],
          notes: [...plan.value.notes, ...compared.value.notes],
        },
      }
    : compared;
}

/** What a lock names is removed when it is not written any more: of an entry only its own. */
function findStrangeFiles(
  { part, root, lock: at }: Place,
  lock?: ModuleLock,
): FileProblem[] {
  const directory = `${path.posix.dirname(at)}/`;
  return Object.keys(part === 'platform' && lock ? lock.files : {})
    .filter(file => !file.startsWith(directory))
    .map(file =>
      ofFile(
        path.join(root, at),
        'invalid',
        `names "${file}", which is not in ${directory}`,
      ),
    );
}

async function compareFiles(
  { root, part }: Place,
  options: CompareOptions & {
    lock?: ModuleLock;
    planned: RenderedFile[];
    zone: LandingZone;
  },
): Promise<Input<{ files: ComparedUpgrade[]; notes: string[] }>> {
  const { lock, planned, restoreDeleted } = options;
  const folder = path.resolve(options.cwd, root);
  const paths = new Set(planned.map(file => file.path));
  Object.keys(lock?.files ?? {}).forEach(at => paths.add(at));
  const current = await readCurrent({ folder, label: root, paths: [...paths] });
  if (current.problems.length) {
    return { ok: false, problems: current.problems };
  }
  const upgrade = (bases: ReadonlyMap<string, string>) =>
    upgradeFiles({
      lock,
      bases,
      current: current.files,
      planned,
      restoreDeleted,
    });
  // Most files need no base. What the lock's spec still gives needs no git either.
  const ids = findMissingBases(upgrade(new Map()), lock);
  const made =
    ids.length && lock ? remakeBases({ ...options, lock, part }) : [];
  const known = new Map(made);
  const { texts, failure } = await readBlobs(
    folder,
    ids.filter(id => !known.has(id)),
  );
  const texted = new Map(current.files.map(file => [file.path, file.content]));
  return {
    ok: true,
    value: {
      files: upgrade(new Map([...known, ...texts])).map(file => ({
        ...file,
        current: texted.get(file.path),
      })),
      notes: failure
        ? [`git could not be asked what was written in ${root}: ${failure}`]
        : [],
    },
  };
}

function findMissingBases(files: UpgradedFile[], lock?: ModuleLock): string[] {
  const locked = new Map(Object.entries(lock?.files ?? {}));
  return files.flatMap(({ path: at, action }) => {
    const { blob } = locked.get(at) ?? {};
    return action === 'no base' && blob !== undefined ? [blob] : [];
  });
}

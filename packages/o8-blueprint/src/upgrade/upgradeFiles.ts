import type { ModuleLock } from '@orchestr8/backstage-plugin-o8-common';
import { compareText } from '../render/sortKeys';
import type { RenderedFile } from '../types';
import type { CurrentFile, UpgradedFile } from './types';
import { isSame, upgradeFile } from './upgradeFile';

/**
 * What {@link upgradeFiles} compares.
 *
 * @public
 */
export interface UpgradeOptions {
  /** What was written last; absent where nothing was. */
  lock?: Pick<ModuleLock, 'files'>;
  /** Texts as first written, by their git blob id. One that is not there has no base. */
  bases: ReadonlyMap<string, string>;
  /** Of these paths what is there now: all of the lock and of the plan. */
  current: CurrentFile[];
  /** What the blueprint says now, with the new lock among it. */
  planned: RenderedFile[];
  /** Whether what the team has removed comes back. */
  restoreDeleted?: boolean;
}

/**
 * What becomes of the files of a module in an upgrade, sorted by path: lines that the
 * team has written are kept, or are in a conflict. Nothing is merged without a base.
 *
 * @public
 */
export function upgradeFiles(options: UpgradeOptions): UpgradedFile[] {
  const { lock, bases, restoreDeleted = false } = options;
  const locked = new Map(Object.entries(lock?.files ?? {}));
  const current = new Map(options.current.map(file => [file.path, file]));
  const planned = new Map(options.planned.map(file => [file.path, file]));
  return [...new Set([...locked.keys(), ...planned.keys()])]
    .sort(compareText)
    .flatMap(path => {
      const sides = {
        path,
        locked: locked.get(path),
        current: current.get(path),
        planned: planned.get(path),
      };
      const special = upgradeSpecial(sides);
      const { locked: { blob } = { blob: '' } } = sides;
      const file =
        special ??
        upgradeFile({ ...sides, base: bases.get(blob), restoreDeleted });
      return file ? [file] : [];
    });
}

const LOCK = /^(\.o8|modules\/[^/]+)\/lock\.json$/;
/** What the plan is made from: marks or a merge in it would change what is asked for. */
const SPEC = /^(o8|modules\/[^/]+\/module)\.yaml$/;

/** What people alone write, and what is ours alone. */
function upgradeSpecial({
  path,
  current,
  planned,
}: {
  path: string;
  current?: CurrentFile;
  planned?: RenderedFile;
}): UpgradedFile | undefined {
  if (SPEC.test(path) && current) {
    return { path, action: 'unchanged', content: current.content };
  }
  if (!LOCK.test(path) || !planned || !current) {
    return undefined;
  }
  const { content } = planned;
  return isSame(current.content, content)
    ? { path, action: 'unchanged', content: current.content }
    : { path, action: 'replace', content };
}

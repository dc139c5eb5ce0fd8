import type { RenderedFile } from '../types';

/**
 * What becomes of a file in an upgrade.
 *
 * - `unchanged`: the blueprint says what it said before, so the file stays as it is
 * - `equal`: the file says already what the blueprint says now
 * - `create`, `replace`, `delete`: nobody has changed what was written
 * - `merge`: the team and the blueprint have changed other lines
 * - `conflict`: both have changed the same lines
 * - `kept`: no longer written, but the team has changed it
 * - `deleted`: the team has removed it, and it stays away
 * - `no base`: it differs, and what was written first is not known
 *
 * @public
 */
export type UpgradeAction =
  | 'unchanged'
  | 'equal'
  | 'create'
  | 'replace'
  | 'delete'
  | 'merge'
  | 'conflict'
  | 'kept'
  | 'deleted'
  | 'no base';

/**
 * Lines that both sides have changed, each side's without their ends.
 *
 * @public
 */
export interface ConflictHunk {
  base: string[];
  /** What the file has. */
  mine: string[];
  /** What the blueprint says. */
  theirs: string[];
}

/**
 * A file of a repository as it is now.
 *
 * @public
 */
export interface CurrentFile {
  path: string;
  content: string;
  /** Absent where the disk does not know it. */
  mode?: RenderedFile['mode'];
}

/**
 * A file of an upgrade.
 *
 * @public
 */
export interface UpgradedFile {
  path: string;
  action: UpgradeAction;
  /** What it says after the upgrade; with marks around conflicts. Absent: it is not there. */
  content?: string;
  /** Where this changes what may be run. */
  mode?: { from: RenderedFile['mode']; to: RenderedFile['mode'] };
  /** Of a conflict: empty where its lines could not be compared. */
  hunks?: ConflictHunk[];
}

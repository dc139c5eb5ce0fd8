import type { KubeObject } from '../../types';
import type { Condition } from './buildStatus';

/** Why a sync that would delete everything is not begun. */
export function refuseEmpty(
  { targets, revision }: { targets: readonly unknown[]; revision: string },
  extraneous: readonly KubeObject[],
  automated: { prune: boolean; allowEmpty: boolean },
): Condition | undefined {
  const { prune, allowEmpty } = automated;
  if (targets.length > 0 || extraneous.length === 0) return undefined;
  if (!prune || allowEmpty) return undefined;
  const message =
    `The sync to ${revision.slice(
      0,
      7,
    )} was not begun: the source is empty, so that it ` +
    `would delete everything, and "allowEmpty" is not set`;
  return { type: 'SyncError', message };
}

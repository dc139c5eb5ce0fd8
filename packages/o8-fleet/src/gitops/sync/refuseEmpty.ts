import type { KubeObject } from '../../types';
import type { Condition } from './buildStatus';
import { shortRevisions, type Origin } from './Origin';

/** Why a sync that would delete everything is not begun. */
export function refuseEmpty(
  { targets, origin }: { targets: readonly unknown[]; origin: Origin },
  extraneous: readonly KubeObject[],
  automated: { prune: boolean; allowEmpty: boolean },
): Condition | undefined {
  const { prune, allowEmpty } = automated;
  if (targets.length > 0 || extraneous.length === 0) return undefined;
  if (!prune || allowEmpty) return undefined;
  const message =
    `The sync to ${shortRevisions(
      origin.revisions,
    )} was not begun: the source is ` +
    `empty, so that it would delete everything, and "allowEmpty" is not set`;
  return { type: 'SyncError', message };
}

import { formatTime } from '../../content/time';
import { isRecord, type JsonRecord } from '../render/parseManifests';

/** A condition since when it is as it is, seen from the status before. */
export function toCondition(
  before: unknown,
  now: Date,
  next: {
    type: string;
    status: 'True' | 'False';
    reason: string;
    message: string;
  },
): JsonRecord {
  const conditions = isRecord(before) ? before.conditions : undefined;
  const known = (Array.isArray(conditions) ? conditions : []).find(
    each => isRecord(each) && each.type === next.type,
  );
  const isSame = known?.status === next.status;
  return {
    ...next,
    lastTransitionTime: isSame ? known.lastTransitionTime : formatTime(now),
  };
}

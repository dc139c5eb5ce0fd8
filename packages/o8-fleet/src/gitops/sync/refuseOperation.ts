import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';
import { KINDS } from '../kinds';
import { statusOf } from './buildStatus';
import type { Surroundings } from './findTargets';

/** Tells of an operation that somebody has asked for why it cannot even begin. */
export function refuseOperation(
  { metadata, operation }: KubeObject,
  options: Pick<Surroundings, 'argoCd' | 'now'> & { message: string },
): void {
  const { argoCd, now, message } = options;
  const { namespace, name } = metadata;
  const current = argoCd.get(KINDS.application, namespace, name);
  if (!current) return;
  const time = formatTime(now());
  const { operation: _, ...rest } = current;
  const operationState = {
    operation,
    phase: 'Failed',
    message,
    startedAt: time,
    finishedAt: time,
  };
  const status = { ...statusOf(current), operationState };
  argoCd.put({ ...rest, status } as KubeObject);
}

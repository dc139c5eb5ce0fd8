import type { Deployment } from '@orchestr8/backstage-plugin-o8-common';
import type { sync } from '../../translation/index';

/** A cause that is known well enough to say what to do about it. */
export type SyncRemedy = keyof typeof sync.remedy;

// The first that fits, so the more exact ones come first.
const BY_WORDS: [RegExp, SyncRemedy][] = [
  [/CrashLoopBackOff/i, 'crashLoop'],
  [/ImagePullBackOff|ErrImagePull|InvalidImageName/i, 'imagePull'],
  [/ComparisonError|InvalidSpecError/i, 'comparison'],
  [/SyncError|hook/i, 'syncFailed'],
];

/** What can be done for a deployment; undefined if it is well or nothing fits. */
export function findSyncRemedy(deployment: Deployment): SyncRemedy | undefined {
  const { cause, sync, health, verdict } = deployment;
  if (verdict === 'good' || verdict === 'busy') {
    return undefined;
  }
  const words = cause ? `${cause.reason} ${cause.message}` : '';
  const known = BY_WORDS.find(([pattern]) => pattern.test(words));
  if (known) {
    return known[1];
  }
  if (cause?.type === 'operation') {
    return 'syncFailed';
  }
  switch (health) {
    case 'Degraded':
      return 'degraded';
    case 'Missing':
      return 'missing';
    case 'Suspended':
      return 'suspended';
    default:
      return sync === 'OutOfSync' ? 'outOfSync' : undefined;
  }
}

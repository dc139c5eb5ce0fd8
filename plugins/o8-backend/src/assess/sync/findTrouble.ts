import type { Deployment } from '@orchestr8/backstage-plugin-o8-common';

/** What can be bad about a deployment, worst first: the codes of headlines. */
export const TROUBLES = ['degraded', 'notCompared', 'syncFailed'] as const;

/** One of {@link TROUBLES}. */
export type Trouble = (typeof TROUBLES)[number];

// Conditions of something that was done; the others keep Argo CD from comparing.
const ACTION_ERRORS = ['SyncError', 'DeletionError'];

/**
 * What is bad about a deployment; undefined if nothing is. Only what runs is degraded:
 * where Argo CD could not compare or sync, what runs may be well.
 */
export function findTrouble(
  deployment: Pick<Deployment, 'verdict' | 'health' | 'cause'>,
): Trouble | undefined {
  const { verdict, health, cause } = deployment;
  if (verdict !== 'bad') {
    return undefined;
  }
  if (health === 'Degraded' || health === 'Missing') {
    return 'degraded';
  }
  return cause?.type === 'condition' && !ACTION_ERRORS.includes(cause.reason)
    ? 'notCompared'
    : 'syncFailed';
}

import type { Headline } from '@orchestr8/backstage-plugin-o8-common';
import type { AssessInput } from '@orchestr8/backstage-plugin-o8-node';

/** Why there is no placement to judge. */
export function sayNowhere({
  binding,
  allRead,
}: Pick<AssessInput, 'binding' | 'allRead'>): Headline {
  // Something is there, but nothing proves whose it is: it is no evidence.
  if (binding === 'claimed' || binding === 'conflict') {
    return { code: 'notConfirmed', params: {} };
  }
  return { code: allRead ? 'notPlaced' : 'notRead', params: {} };
}

import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import {
  createPartialDetail,
  createTroubledDetail,
  createUnplacedDetail,
} from '../src/__testUtils__/detailStates';
import { createModuleDetail } from '../src/__testUtils__/createModuleDetail';

/** Every state of the three cards of a module, by what it is called. */
export const CARD_STATES: Record<string, O8Api['getModule']> = {
  Full: async () => createModuleDetail(),
  Trouble: async () => createTroubledDetail(),
  'Partial: one cluster does not answer': async () => createPartialDetail(),
  'Empty, and bound to nothing': async () => createUnplacedDetail(),
  'Claimed twice': async () =>
    createModuleDetail({
      binding: 'conflict',
      claimedBy: ['component:default/voicefuse', 'component:default/copy'],
    }),
  Loading: () => new Promise(() => {}),
  Error: async () => {
    throw new Error('The database is away');
  },
  'Not known yet': async () => {
    throw Object.assign(new Error('Not found'), { statusCode: 404 });
  },
  'Refresh failed': createFailingAfterFirst(),
};

// The second request is that of the poll, or of somebody who comes back to the tab.
function createFailingAfterFirst(): O8Api['getModule'] {
  let requests = 0;
  return async () => {
    requests += 1;
    if (requests > 1) {
      throw new Error('The database is away');
    }
    return createModuleDetail();
  };
}

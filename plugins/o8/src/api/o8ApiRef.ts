import { createApiRef } from '@backstage/frontend-plugin-api';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';

/**
 * The client of the backend, as all cards and pages use it.
 *
 * @public
 */
export const o8ApiRef = createApiRef<O8Api>().with({
  id: 'plugin.o8.client',
  pluginId: 'o8',
});

import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { O8Client } from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from '../api';

const o8ClientApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: o8ApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new O8Client(deps),
    }),
});

export default [o8ClientApi];

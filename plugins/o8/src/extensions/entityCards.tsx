import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { MODULE_FILTER } from '../isModule';

export const o8SourcesEntityCard = EntityCardBlueprint.make({
  name: 'sources',
  params: {
    filter: MODULE_FILTER,
    loader: () =>
      import('../components/SourcesCard').then(m => <m.SourcesCard />),
  },
});

export default [o8SourcesEntityCard];

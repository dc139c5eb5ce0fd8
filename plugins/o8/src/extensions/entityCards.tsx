import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isModule } from '../isModule';

export const o8SyncEntityCard = EntityCardBlueprint.make({
  name: 'sync',
  params: {
    filter: isModule,
    loader: () => import('../components/SyncCard').then(m => <m.SyncCard />),
  },
});

export const o8ComplianceEntityCard = EntityCardBlueprint.make({
  name: 'compliance',
  params: {
    filter: isModule,
    loader: () =>
      import('../components/ComplianceCard').then(m => <m.ComplianceCard />),
  },
});

export const o8RecoveryEntityCard = EntityCardBlueprint.make({
  name: 'recovery',
  params: {
    filter: isModule,
    loader: () =>
      import('../components/RecoveryCard').then(m => <m.RecoveryCard />),
  },
});

export const o8SourcesEntityCard = EntityCardBlueprint.make({
  name: 'sources',
  params: {
    filter: isModule,
    loader: () =>
      import('../components/SourcesCard').then(m => <m.SourcesCard />),
  },
});

export default [
  o8SyncEntityCard,
  o8ComplianceEntityCard,
  o8RecoveryEntityCard,
  o8SourcesEntityCard,
];

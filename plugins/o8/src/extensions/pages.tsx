import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { RiShapesLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

export const o8ModulesPage = PageBlueprint.make({
  params: {
    path: '/o8',
    title: 'Modules',
    icon: <RiShapesLine />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/ModulesPage').then(m => (
        <Container>
          <m.ModulesPage />
        </Container>
      )),
  },
});

export default [o8ModulesPage];

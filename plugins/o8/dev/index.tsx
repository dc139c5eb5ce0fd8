import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import plugin from '../src';

/** Every part of the plugin in every state; docs/reference/design.md explains them. */
const designPage = PageBlueprint.make({
  name: 'design',
  params: {
    path: '/',
    title: 'How pages look and speak',
    loader: () => import('./DesignPage').then(m => <m.DesignPage />),
  },
});

createDevApp({
  features: [
    plugin,
    createFrontendModule({ pluginId: 'o8', extensions: [designPage] }),
  ],
});

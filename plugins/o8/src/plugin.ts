import {
  createFrontendPlugin,
  type FrontendPlugin,
} from '@backstage/frontend-plugin-api';
import apis from './extensions/apis';
import entityCards from './extensions/entityCards';
import formFields from './extensions/formFields';
import pages from './extensions/pages';
import { modulesRouteRef, rootRouteRef } from './routes';

/**
 * The frontend of Orchestr8 for the new frontend system.
 *
 * @public
 */
export const o8Plugin: FrontendPlugin = createFrontendPlugin({
  pluginId: 'o8',
  title: 'Orchestr8',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { modules: modulesRouteRef },
  extensions: [...apis, ...entityCards, ...formFields, ...pages],
});

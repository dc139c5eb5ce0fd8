import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The page of all modules. Refs of the older package work in both systems. */
export const rootRouteRef = createRouteRef({ id: 'o8' });

/** The same page for links to it; optional, because an app may do without it. */
export const modulesRouteRef = createExternalRouteRef({
  id: 'modules',
  optional: true,
  defaultTarget: 'o8.root',
});

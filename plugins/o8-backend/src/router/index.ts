export { createRouter, type RouterOptions } from './createRouter';
export type { MountOptions } from './mountRoutes';
export { createRoutes, type RoutesOptions } from './routes';

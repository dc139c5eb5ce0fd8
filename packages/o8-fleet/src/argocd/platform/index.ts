export { createPlatformRouter } from './createPlatformRouter';

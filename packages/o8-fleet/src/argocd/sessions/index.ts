export { createSessionRouter } from './createSessionRouter';
export { Sessions } from './Sessions';

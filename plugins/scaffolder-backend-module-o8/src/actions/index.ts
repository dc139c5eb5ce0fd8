export type { ActionServices } from './ActionServices';
export { createActions } from './createActions';

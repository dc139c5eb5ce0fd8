export { createDescription, type Description } from './createDescription';

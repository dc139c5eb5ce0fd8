export { tracingSource } from './tracingSource';

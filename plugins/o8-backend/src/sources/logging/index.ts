export { loggingSource } from './loggingSource';

export { fluentbitSource } from './fluentbitSource';

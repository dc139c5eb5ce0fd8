export { fluentdSource } from './fluentdSource';

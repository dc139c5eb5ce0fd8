export { rolloutsSource } from './rolloutsSource';

export { monitorsSource } from './monitorsSource';

export { quotasSource } from './quotasSource';

export { policiesSource } from './policiesSource';

export { applicationSetsSource } from './applicationSetsSource';

export { restoresSource } from './restoresSource';

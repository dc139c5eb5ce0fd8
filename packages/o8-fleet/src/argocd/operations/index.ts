export { Operations, REFRESH } from './Operations';

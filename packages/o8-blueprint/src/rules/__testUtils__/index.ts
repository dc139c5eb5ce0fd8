export { linesOf } from './linesOf';

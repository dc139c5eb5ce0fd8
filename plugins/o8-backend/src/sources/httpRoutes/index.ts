export { httpRoutesSource } from './httpRoutesSource';

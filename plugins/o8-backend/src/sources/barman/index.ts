export { barmanSource } from './barmanSource';

export { createEntity, createState } from './rows';

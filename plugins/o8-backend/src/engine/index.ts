export { Engine } from './Engine';

export { LoopbackServer } from './LoopbackServer';

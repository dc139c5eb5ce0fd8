export { createEntity } from './createEntity';
export { createZone } from './createZone';

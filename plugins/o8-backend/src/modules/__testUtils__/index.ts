export { createIndex } from './createIndex';
export { createStatus, FakeStore } from './FakeStore';
export { createEntity, createState } from './rows';

export { createDataDir } from './createDataDir';
export {
  createApplication,
  createObject,
  createTinyWorld,
  DEFINITIONS,
} from './createTinyWorld';
export { FakeLife } from './FakeLife';
export { TestFleet, type Call } from './TestFleet';
export { WatchReader, type WatchLine } from './WatchReader';

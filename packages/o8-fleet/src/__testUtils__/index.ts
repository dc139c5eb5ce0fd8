export { ArgoCdClient, type ArgoCdCall } from './ArgoCdClient';
export { createDataDir } from './createDataDir';
export {
  createApplication,
  createObject,
  createTinyWorld,
  DEFINITIONS,
} from './createTinyWorld';
export { FakeLife } from './FakeLife';
export { StreamReader, type StreamMessage } from './StreamReader';
export { TestFleet, type Call } from './TestFleet';
export { WatchReader, type WatchLine } from './WatchReader';

export {
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
} from './clusterObjects';
export { createApplication } from './createApplication';
export { createObject } from './createObject';
export { readFacts } from './readFacts';
export { minutesAgo, NOW } from './time';
export { createBackup, createSchedule, createStorage } from './veleroObjects';

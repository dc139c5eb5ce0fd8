export {
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
} from './clusterObjects';
export { createApplication } from './createApplication';
export { createObject } from './createObject';
export { exampleOf, examples, SECRET_TEXT, toKindKey } from './examples';
export { GARBAGE } from './garbage';
export { changeExample, readExample, readExamples } from './readExample';
export { readFacts, withoutHistory } from './readFacts';
export { minutesAgo, NOW } from './time';
export { createBackup, createSchedule, createStorage } from './veleroObjects';

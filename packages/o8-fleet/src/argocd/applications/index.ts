export { createApplicationRouter } from './createApplicationRouter';
export { streamApplications } from './streamApplications';

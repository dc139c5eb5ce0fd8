export { Controllers } from './Controllers';
export { releaseProjects } from './releaseProjects';

export { commitFiles } from './commitFiles';
export { createZone } from './createZone';
export { git } from './git';
export { startGitServer, type GitServer } from './startGitServer';

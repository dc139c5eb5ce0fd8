export { createFolder } from './createFolder';
export { createSpec, REPOSITORY, REVIEWED, ZONE } from './examples';
export { readTree } from './readTree';
export { runIn, type Ran } from './runIn';
export { commitAll, runGit } from './runGit';
export { startPortal, type TestPortal } from './startPortal';
export {
  actionsOf,
  DIFF,
  edit,
  read,
  README,
  SERVICE,
  startUpgrade,
} from './startUpgrade';

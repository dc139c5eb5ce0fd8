export { createFolder } from './createFolder';
export { createSpec, REPOSITORY, REVIEWED, ZONE } from './examples';
export { readTree } from './readTree';
export { runIn, type Ran } from './runIn';
export { startPortal, type TestPortal } from './startPortal';

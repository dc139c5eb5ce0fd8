export { copyFolder, isFolder } from './copyFolder';
export { MODULE_FOLDER, PLATFORM_FOLDER, replaceFolder } from './replaceFolder';
export { withFolder } from './withFolder';

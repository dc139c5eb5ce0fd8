export { ModuleReader } from './ModuleReader';
export { queryModules } from './queryModules';

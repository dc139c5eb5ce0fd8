export type { IndexedModule, ModuleIndex, ModuleSnapshot } from './ModuleIndex';
export {
  StoredModuleIndex,
  type StoredModuleIndexOptions,
} from './StoredModuleIndex';

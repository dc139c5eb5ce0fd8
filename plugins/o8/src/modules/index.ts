export type { ListedModule } from './ListedModule';
export { useModule } from './useModule';
export { useModules, type ModulesState } from './useModules';
export { useSources } from './useSources';
export { useUnmatched } from './useUnmatched';

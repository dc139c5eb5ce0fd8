export { useModule } from './useModule';
export { useModules } from './useModules';
export { useSources } from './useSources';
export { useUnmatched } from './useUnmatched';

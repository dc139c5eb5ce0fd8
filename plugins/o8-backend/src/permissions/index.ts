export {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
} from './moduleConditions';
export { o8ModuleResourceRef } from './moduleResource';
export { o8ModuleRules } from './moduleRules';
export { registerPermissions } from './registerPermissions';

/**
 * The backend of Orchestr8 for Backstage.
 *
 * @packageDocumentation
 */

export {
  createO8ModuleConditionalDecision,
  o8ModuleConditions,
  o8ModuleResourceRef,
} from './permissions';
export { o8Plugin as default } from './plugin';
export type { ModuleAttribute, ModuleAttributes, ModuleQuery } from './store';
export { o8RootHealthServiceFactory } from './telemetry/health';

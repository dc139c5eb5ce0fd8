import { createConditionExports } from '@backstage/plugin-permission-node';
import { o8ModuleResourceRef } from './moduleResource';
import { o8ModuleRules } from './moduleRules';

const exported = createConditionExports({
  resourceRef: o8ModuleResourceRef,
  rules: o8ModuleRules,
});

/**
 * Conditions on modules, for permission policies.
 *
 * @public
 */
export const o8ModuleConditions = exported.conditions;

/**
 * Makes the decision of a policy that allows the modules that match conditions.
 *
 * @public
 */
export const createO8ModuleConditionalDecision =
  exported.createConditionalDecision;

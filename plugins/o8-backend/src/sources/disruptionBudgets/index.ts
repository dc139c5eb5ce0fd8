export { disruptionBudgetsSource } from './disruptionBudgetsSource';

import type { ModulePlan } from '../../types';
import { forecastModule } from '../forecastModule';
import type { CheckForecast } from '../types';

const known = new WeakMap<ModulePlan, CheckForecast[]>();

/** What is known of one check. A plan is looked at once. */
export function look(check: string, plan: ModulePlan): CheckForecast {
  const checks =
    known.get(plan) ?? forecastModule(plan, { frameworks: [] }).checks;
  known.set(plan, checks);
  const found = checks.find(each => each.check === check);
  if (!found) {
    throw new Error(`There is no check ${check}`);
  }
  return found;
}

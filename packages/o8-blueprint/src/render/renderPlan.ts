import type { ModulePlan, RenderedModule } from '../types';
import { renderFiles } from './renderFiles';

/**
 * The files of a plan as text.
 *
 * @public
 */
export function renderPlan(plan: ModulePlan): RenderedModule {
  return {
    module: renderFiles(plan.module),
    platform: renderFiles(plan.platform),
    shared: renderFiles(plan.shared),
  };
}

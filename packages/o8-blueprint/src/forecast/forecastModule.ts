import {
  getCatalog,
  getMapping,
  listCheckFamilies,
  type ComplianceCheck,
  type Framework,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModulePlan } from '../types';
import { combineFindings } from './combineFindings';
import { without, type Finding } from './findings';
import { forecasters } from './forecasters';
import { indexPlan, type PlanIndex } from './indexPlan';
import { judgeControl } from './judgeControl';
import type { CheckForecast, Forecast, FrameworkForecast } from './types';

/**
 * Which controls will be satisfied, which fail and why, and which need a person or
 * running evidence: by the planned objects, and not by what a spec wishes for.
 *
 * @public
 * @param options - frameworks: others than those that the module follows
 */
export function forecastModule(
  plan: ModulePlan,
  options: { frameworks?: readonly Framework[] } = {},
): Forecast {
  const index = indexPlan(plan);
  const checks = listCheckFamilies()
    .flatMap(family => family.checks)
    .map(check => combineFindings(check, forecast(check, index)));
  const frameworks =
    options.frameworks ?? plan.spec.spec.compliance?.frameworks ?? [];
  return {
    module: index.name,
    landingZone: plan.zone.metadata.name,
    checks,
    frameworks: frameworks.map(each => judgeFramework(each, checks)),
  };
}

function forecast(check: ComplianceCheck, index: PlanIndex): Finding[] {
  switch (check.forecast) {
    case 'running':
      return [without('at-runtime', check.evidence)];
    case 'person':
      return [without('needs-person', check.evidence)];
    default:
      return forecasters[check.id]?.(index) ?? [];
  }
}

function judgeFramework(
  framework: Framework,
  checks: CheckForecast[],
): FrameworkForecast {
  const { title, controls } = getCatalog(framework);
  const entries = new Map(
    getMapping(framework).entries.map(entry => [entry.control, entry]),
  );
  const byId = new Map(checks.map(each => [each.check, each]));
  return {
    framework,
    title,
    controls: controls.flatMap(control => {
      const entry = entries.get(control.id);
      return entry ? [judgeControl(control, entry, byId)] : [];
    }),
  };
}

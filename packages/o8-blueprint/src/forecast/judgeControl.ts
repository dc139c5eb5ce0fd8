import type {
  ComplianceControl,
  MappingEntry,
} from '@orchestr8/backstage-plugin-o8-common';
import { worstForecast } from './combineFindings';
import type { CheckForecast, ControlForecast, ForecastVerdict } from './types';

/**
 * What is known of a control. A failing check fails it whatever is not known; what is
 * not known never passes; and what its checks do not cover needs a person, also where
 * all of them are satisfied.
 */
export function judgeControl(
  { id, title, requirement }: ComplianceControl,
  entry: Pick<MappingEntry, 'checks' | 'manual' | 'coverage'>,
  checks: ReadonlyMap<string, CheckForecast>,
): ControlForecast {
  const { manual, coverage } = entry;
  const byVerdict: ControlForecast['byVerdict'] = {};
  for (const check of entry.checks) {
    const verdict = checks.get(check)?.verdict ?? 'not-checked';
    byVerdict[verdict] = [...(byVerdict[verdict] ?? []), check];
  }
  const verdicts = Object.keys(byVerdict) as ForecastVerdict[];
  return {
    control: id,
    title,
    ...(requirement && { requirement }),
    checks: entry.checks,
    coverage,
    manual,
    verdict: worstForecast([
      ...verdicts,
      ...(manual.length > 0 ? (['needs-person'] as const) : []),
    ]),
    byVerdict,
  };
}

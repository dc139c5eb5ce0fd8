import type {
  ComplianceControl,
  Framework,
  MappingEntry,
} from '@orchestr8/backstage-plugin-o8-common';

/**
 * What is known of a check or control before anything runs, the worst first. `fails`: the
 * plan is against it. `not-checked`: the plan says too little. `at-runtime`: only running
 * evidence can tell. `needs-person`: a person has to show or attest something.
 * `satisfied`: the planned objects do what is asked. `not-applicable`: there is nothing to
 * ask about. Only `satisfied` counts as satisfied.
 *
 * @public
 */
export const FORECAST_VERDICTS = [
  'fails',
  'not-checked',
  'at-runtime',
  'needs-person',
  'satisfied',
  'not-applicable',
] as const;

/**
 * One of {@link FORECAST_VERDICTS}.
 *
 * @public
 */
export type ForecastVerdict = (typeof FORECAST_VERDICTS)[number];

/**
 * A planned object that a forecast rests on: where it is written, and what it is.
 *
 * @public
 */
export interface ForecastObject {
  repository: 'module' | 'platform' | 'shared';
  path: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * A field that would change a verdict.
 *
 * @public
 */
export interface ForecastChange {
  document: 'module' | 'landingZone';
  /** Such as `spec.workload.image`. */
  field: string;
}

/**
 * What is known of one check.
 *
 * @public
 */
export interface CheckForecast {
  /** Such as `NET-1`. */
  check: string;
  title: string;
  verdict: ForecastVerdict;
  /** Why, as sentences; each says on which clusters, where it is not so on all. */
  reasons: string[];
  /** What proves or refutes it. */
  objects: ForecastObject[];
  /** What would make it better. */
  changes: ForecastChange[];
  /** What no plan can show, and running evidence has to, also where it is satisfied. */
  watched?: string;
}

/**
 * What is known of one control of a framework.
 *
 * @public
 */
export interface ControlForecast
  extends Pick<ComplianceControl, 'title' | 'requirement'>,
    Pick<MappingEntry, 'coverage' | 'manual' | 'checks'> {
  /** As the framework calls it. */
  control: string;
  verdict: ForecastVerdict;
  /** The ids of its checks by what is known of them. */
  byVerdict: Partial<Record<ForecastVerdict, string[]>>;
}

/**
 * What is known of all controls of a framework.
 *
 * @public
 */
export interface FrameworkForecast {
  framework: Framework;
  title: string;
  controls: ControlForecast[];
}

/**
 * What auditors would find if everything ran as it is planned, and what that cannot say.
 *
 * @public
 */
export interface Forecast {
  module: string;
  landingZone: string;
  checks: CheckForecast[];
  /** Those that the module follows, or that were asked for. */
  frameworks: FrameworkForecast[];
}

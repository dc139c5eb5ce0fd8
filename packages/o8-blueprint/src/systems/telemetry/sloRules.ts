import type { ModuleContext } from '../../emitters/types';
import type { Alert, Recording, RuleGroup } from './Alert';
import { series, type Range } from './promql';
import {
  failedShare,
  requestMetrics,
  slowShare,
  type RequestMetrics,
} from './requests';

type Slo = NonNullable<
  NonNullable<ModuleContext['spec']['spec']['observability']>['slo']
>;

/** Of requests that the latency of an objective is for. */
const LATENCY_PERCENT = 99;

/**
 * How many times faster than allowed the budget of 30 days is spent, and in which
 * windows: the long one says that it matters, the short one that it still happens.
 */
const BURNS = [
  { severity: 'critical', factor: 14.4, long: '1h', short: '5m' },
  { severity: 'critical', factor: 6, long: '6h', short: '30m' },
  { severity: 'warning', factor: 3, long: '1d', short: '2h' },
  { severity: 'warning', factor: 1, long: '3d', short: '6h' },
] as const;

const WINDOWS: Range[] = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** One objective: which share of requests may be bad, and how many are. */
interface Objective {
  alert: Alert['name'];
  record: string;
  /** The share, such as 0.001. */
  budget: number;
  badShare: (range: Range) => string;
  /** What bad ones are: "Requests to shop fail". */
  bad: string;
  promise: string;
  steps: string[];
}

/** What callers were promised, as alerts; none where nobody counts the requests. */
export function sloRules(context: ModuleContext): RuleGroup[] {
  const { name } = context.spec.metadata;
  const { slo } = context.spec.spec.observability ?? {};
  const requests = requestMetrics(context);
  if (!slo || !requests) {
    return [];
  }
  const objectives = listObjectives(name, slo, requests);
  return [
    {
      name: `${name}-objectives`,
      recordings: objectives.flatMap(toRecordings),
      alerts: objectives.flatMap(objective => toAlerts(name, objective)),
    },
  ];
}

/** The share of requests that failed, as it is recorded for the window. */
export function recordedFailures(module: string, range: Range): string {
  return series(`module:request_errors:ratio_rate${range}`, { module });
}

/** Whether so little was promised that nobody is woken up, even if all requests fail. */
export function wakesNobody({ availabilityPercent }: Slo): boolean {
  return BURNS.filter(({ severity }) => severity === 'critical').every(
    ({ factor }) => isUnreachable(factor, toBudget(availabilityPercent)),
  );
}

function isUnreachable(factor: number, budget: number): boolean {
  return factor * budget >= 1;
}

function listObjectives(
  name: string,
  { availabilityPercent, latency }: Slo,
  requests: RequestMetrics,
): Objective[] {
  const available: Objective = {
    alert: 'ModuleErrorBudgetBurn',
    record: 'module:request_errors:ratio_rate',
    budget: toBudget(availabilityPercent),
    badShare: range => failedShare(requests, range),
    bad: `Requests to ${name} fail`,
    promise: `${availabilityPercent} % of them succeed, over 30 days`,
    steps: [
      'Which answers fail, and since when? See its dashboard, and what was deployed last.',
      'Take the last version back if it began with it; otherwise look at what it calls.',
    ],
  };
  return latency === undefined
    ? [available]
    : [
        available,
        {
          alert: 'ModuleLatencyBudgetBurn',
          record: 'module:slow_requests:ratio_rate',
          budget: toBudget(LATENCY_PERCENT),
          badShare: range => slowShare(requests, latency, range),
          bad: `Requests to ${name} take longer than ${latency}`,
          promise: `${LATENCY_PERCENT} % of them are answered within ${latency}, over 30 days`,
          steps: [
            'Is it short of CPU, of memory or of replicas? See saturation on its dashboard.',
            'Otherwise its traces say what it waits for.',
          ],
        },
      ];
}

function toBudget(percent: number): number {
  return round((100 - percent) / 100);
}

/** Without the noise that arithmetic leaves behind, such as 0.0005000000000000004. */
function round(value: number): number {
  return Number(value.toPrecision(9));
}

function toRecordings({ record, badShare }: Objective): Recording[] {
  return WINDOWS.map(range => ({
    record: `${record}${range}`,
    expr: badShare(range),
  }));
}

function toAlerts(module: string, objective: Objective): Alert[] {
  return (['critical', 'warning'] as const).flatMap(severity => {
    const burns = BURNS.filter(
      burn =>
        burn.severity === severity &&
        !isUnreachable(burn.factor, objective.budget),
    );
    return burns.length > 0 ? [toAlert(module, objective, burns)] : [];
  });
}

function toAlert(
  module: string,
  { alert, record, budget, bad, promise, steps }: Objective,
  burns: (typeof BURNS)[number][],
): Alert {
  const { severity } = burns[0];
  const isAbove = (range: Range, factor: number) =>
    `${series(`${record}${range}`, { module })} > ${round(factor * budget)}`;
  const speeds = burns.map(
    ({ factor, long }) =>
      `${factor === 1 ? '' : `${factor} times `}as fast as that over ${long}`,
  );
  return {
    name: alert,
    severity,
    expr: burns
      .map(
        ({ factor, long, short }) =>
          `(${isAbove(long, factor)} and ${isAbove(short, factor)})`,
      )
      .join(' or '),
    for: severity === 'critical' ? '2m' : '15m',
    summary: `${bad}: {{ $value | humanizePercentage }} of them`,
    description: `The promise is that ${promise}. What may go wrong until then is used up ${speeds.join(
      ', or ',
    )}.`,
    steps,
  };
}

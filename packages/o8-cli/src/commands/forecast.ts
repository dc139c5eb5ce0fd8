import type { Framework } from '@orchestr8/backstage-plugin-o8-common';
import {
  forecastModule,
  parseLandingZone,
  parseModuleSpec,
  planModule,
  type Forecast,
  type ForecastVerdict,
} from '@orchestr8/o8-blueprint';
import { inFile } from '../FileProblem';
import { EXIT, reportProblems, type Report } from '../Report';
import { readInput } from './readInput';
import { readPlatform } from './readPlatform';
import { countVerdicts, toForecastTable } from './toForecastTable';

/** What `o8 forecast` is asked for. */
export interface ForecastOptions {
  /** Files and a folder, as they were typed. */
  module: string;
  zone: string;
  platform?: string;
  /** Those of the module without any. */
  frameworks?: Framework[];
  /** Whether something that fails is a problem. */
  strict?: boolean;
  cwd: string;
}

/** Says which controls a module will satisfy if it runs as it is planned. */
export async function forecast(options: ForecastOptions): Promise<Report> {
  const { module, cwd } = options;
  // All of them, whatever is wrong with one: every problem at once.
  const [spec, zone, platform] = await Promise.all([
    readInput({ cwd, file: module, parse: parseModuleSpec }),
    readInput({ cwd, file: options.zone, parse: parseLandingZone }),
    options.platform === undefined
      ? undefined
      : readPlatform(cwd, options.platform),
  ]);
  if (!spec.ok || !zone.ok || platform?.ok === false) {
    return reportProblems(
      [spec, zone, platform].flatMap(input =>
        input && !input.ok ? input.problems : [],
      ),
    );
  }
  const plan = planModule({
    spec: spec.value,
    zone: zone.value,
    platform: platform?.value,
  });
  if (!plan.ok) {
    return reportProblems(inFile(module, plan.problems));
  }
  const { frameworks } = options;
  const found = forecastModule(plan.value, { frameworks });
  return {
    exitCode: options.strict && hasFailures(found) ? EXIT.problem : EXIT.ok,
    problems: [],
    notes: plan.value.notes,
    table: toForecastTable(found),
    lines: toSummary(found),
    data: { forecast: found, notes: plan.value.notes },
  };
}

/** Of the frameworks, or of the checks where there is no framework. */
function hasFailures({ frameworks, checks }: Forecast): boolean {
  const verdicts: ForecastVerdict[] =
    frameworks.length > 0
      ? frameworks.flatMap(({ controls }) =>
          controls.map(({ verdict }) => verdict),
        )
      : checks.map(({ verdict }) => verdict);
  return verdicts.includes('fails');
}

function toSummary({ frameworks, checks }: Forecast): string[] {
  const rows =
    frameworks.length > 0
      ? frameworks.map(({ title, controls }) => ({ title, of: controls }))
      : [{ title: 'Checks', of: checks }];
  const lines = rows.map(
    ({ title, of }) =>
      `${title}: ${countVerdicts(of.map(({ verdict }) => verdict))}.`,
  );
  return frameworks.length > 0
    ? lines
    : [
        ...lines,
        'It follows no framework: --framework soc2 or --framework hipaa shows its controls.',
      ];
}

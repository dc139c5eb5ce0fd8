import { listCheckFamilies } from '@orchestr8/backstage-plugin-o8-common';
import type { ModulePlan, PlannedFile } from '../types';
import { createPlan } from './__testUtils__';
import { forecasters } from './forecasters';
import { forecastModule } from './forecastModule';
import {
  FORECAST_VERDICTS,
  type Forecast,
  type ForecastVerdict,
} from './types';

const plan = createPlan();
const forecast = forecastModule(plan);
const verdicts = (of: Forecast) =>
  Object.fromEntries(of.checks.map(each => [each.check, each.verdict]));

describe('the forecast of a module that does all that a plan can do', () => {
  it('has an answer to every check, each once', () => {
    const known = listCheckFamilies().flatMap(({ checks }) => checks);
    expect(forecast.checks.map(({ check }) => check)).toEqual(
      known.map(({ id }) => id),
    );
    expect(forecast).toMatchObject({ module: 'billing', landingZone: 'acme' });
  });

  it('is looked up in the plan exactly where a plan can answer', () => {
    const planned = listCheckFamilies()
      .flatMap(({ checks }) => checks)
      .filter(each => each.forecast === 'planned')
      .map(({ id }) => id);
    expect(Object.keys(forecasters).sort()).toEqual(planned.sort());
  });

  it('says what is satisfied, and what only looks like it', () => {
    const by = (verdict: ForecastVerdict) =>
      forecast.checks
        .filter(each => each.verdict === verdict)
        .map(({ check }) => check)
        .sort();
    expect(by('satisfied')).toEqual(
      [
        ...['NET-1', 'NET-2', 'NET-3', 'NET-5', 'PSS-1', 'PSS-3', 'SEC-1'],
        ...['RBAC-1', 'RBAC-2', 'RBAC-3', 'CHG-1', 'CHG-4', 'VUL-4', 'MON-1'],
        ...['HA-1', 'HA-2', 'BK-1', 'BK-2', 'BK-3', 'BK-5', 'BK-6'],
        ...['DR-5', 'GOV-1', 'NET-4', 'TLS-1'],
      ].sort(),
    );
    // Emitters of these follow with part 2 of the blueprint.
    expect(by('fails')).toEqual(['MON-2']);
    expect(by('not-checked').sort()).toEqual(['HA-3']);
    expect(by('not-applicable')).toEqual(
      [
        'DB-1',
        'DB-2',
        'GOV-2',
        'HA-4',
        'SEC-2',
        'SEC-3',
        'TLS-2',
        'TLS-3',
      ].sort(),
    );
    expect(by('needs-person')).toContain('RBAC-4');
    expect(by('at-runtime')).toEqual(
      expect.arrayContaining(['BK-4', 'DR-1', 'VUL-1', 'CHG-3', 'LOG-1']),
    );
  });

  it('names an object for everything that it calls satisfied, and a reason for all', () => {
    const unproven = forecast.checks.filter(
      ({ verdict, objects }) => verdict === 'satisfied' && objects.length === 0,
    );
    expect(unproven).toEqual([]);
    const silent = forecast.checks.filter(
      ({ reasons }) => reasons.join('') === '',
    );
    expect(silent).toEqual([]);
  });

  it('says where the proof is written', () => {
    const check = forecast.checks.find(each => each.check === 'BK-1');
    expect(check?.objects).toContainEqual({
      repository: 'platform',
      path: 'modules/billing/clusters/us-1/velero-schedule.yaml',
      kind: 'Schedule',
      namespace: 'velero',
      name: 'billing',
    });
    expect(check?.watched).toBe('That Velero accepted the Schedule.');
  });
});

describe('its frameworks', () => {
  const of = (framework: string, id: string) =>
    forecast.frameworks
      .find(each => each.framework === framework)
      ?.controls.find(({ control }) => control === id);

  it('are those that the module follows, with every control', () => {
    expect(
      forecast.frameworks.map(({ framework, controls }) => [
        framework,
        controls.length,
      ]),
    ).toEqual([
      ['soc2', 38],
      ['hipaa', 65],
    ]);
  });

  it('are others on demand, and none where none is followed', () => {
    const none = createPlan({ spec: { compliance: undefined } });
    expect(forecastModule(none).frameworks).toEqual([]);
    const asked = forecastModule(none, { frameworks: ['hipaa'] });
    expect(asked.frameworks.map(each => each.framework)).toEqual(['hipaa']);
  });

  it('are judged by the worst of their checks', () => {
    expect(of('soc2', 'A1.1')).toMatchObject({
      verdict: 'needs-person',
      byVerdict: { satisfied: ['HA-2', 'PSS-3'] },
    });
    expect(of('soc2', 'CC7.2')).toMatchObject({
      verdict: 'fails',
      byVerdict: { fails: ['MON-2'], satisfied: ['MON-1'] },
    });
    expect(of('soc2', 'CC6.6')?.verdict).toBe('needs-person');
    expect(of('hipaa', '164.308(a)(7)(ii)(A)')?.verdict).toBe('at-runtime');
    // Its only check is satisfied, and still somebody has to show the assessment.
    expect(of('hipaa', '164.308(a)(7)(ii)(E)')).toMatchObject({
      verdict: 'needs-person',
      requirement: 'addressable',
      byVerdict: { satisfied: ['DR-5'] },
    });
    expect(of('soc2', 'CC1.1')).toMatchObject({
      verdict: 'needs-person',
      checks: [],
    });
  });
});

/** What one cluster and all of them have, each with the plan that is left without it. */
function listRemovals(of: ModulePlan): [string, ModulePlan][] {
  const remove = (
    files: PlannedFile[],
    toPlan: (rest: PlannedFile[]) => ModulePlan,
  ) =>
    files.flatMap((file, at): [string, ModulePlan][] => {
      // What is so for one further cluster is so for the others.
      if (/us-1|stage-1/.test(file.path)) {
        return [];
      }
      const rest = files.filter(each => each !== file);
      if (!('objects' in file)) {
        return 'document' in file ? [[file.path, toPlan(rest)]] : [];
      }
      return file.objects.map(object => [
        `${file.path} ${object.kind}/${object.metadata.name}`,
        toPlan(
          files.with(at, {
            path: file.path,
            objects: file.objects.filter(each => each !== object),
          }),
        ),
      ]);
    });
  return [
    ...remove(of.module, module => ({ ...of, module })),
    ...remove(of.platform, platform => ({ ...of, platform })),
  ];
}

describe('what is taken away from a plan', () => {
  const rank = (verdict: ForecastVerdict) => FORECAST_VERDICTS.indexOf(verdict);

  it.each([
    ['everything', plan],
    [
      'a worker that scales',
      createPlan({
        spec: {
          placements: [],
          workload: {
            kind: 'worker',
            autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 50 },
          },
        },
      }),
    ],
    [
      'a job without a mesh',
      createPlan({
        spec: {
          workload: { kind: 'job', job: { schedule: '0 3 * * *' } },
          placements: [],
          observability: undefined,
        },
        zone: { mesh: { mode: 'none' }, podSecurityVersion: 'latest' },
      }),
    ],
  ])('never makes its forecast better: %s', (_, whole) => {
    const before = forecastModule(whole);
    const removals = listRemovals(whole);
    expect(removals.length).toBeGreaterThan(15);
    for (const [removed, rest] of removals) {
      const after = forecastModule(rest);
      const better = [
        ...after.checks.map(
          (each, index) => [each.check, each, before.checks[index]] as const,
        ),
        ...after.frameworks.flatMap((framework, at) =>
          framework.controls.map(
            (each, index) =>
              [
                each.control,
                each,
                before.frameworks[at].controls[index],
              ] as const,
          ),
        ),
      ].filter(([, now, then]) => rank(now.verdict) > rank(then.verdict));
      expect([removed, better.map(([name]) => name)]).toEqual([removed, []]);
    }
  });

  it('makes it worse: of an empty plan nothing is satisfied', () => {
    const empty = { ...plan, module: [], platform: [], shared: [] };
    const left = forecastModule(empty);
    expect(Object.values(verdicts(left))).not.toContain('satisfied');
    expect(
      left.frameworks.flatMap(({ controls }) =>
        controls.map(each => each.verdict),
      ),
    ).not.toContain('satisfied');
  });
});

describe('the layouts', () => {
  it.each(['kustomize', 'helm-values', 'applicationset'] as const)(
    'change nothing of the forecast: %s',
    layout => {
      const other = forecastModule(createPlan({ zone: { layout } }));
      expect(verdicts(other)).toEqual(verdicts(forecast));
    },
  );

  it('need the entry that a shared file has', () => {
    const shared = createPlan({ zone: { layout: 'helm-values' } });
    const without = forecastModule({ ...shared, shared: [] });
    expect(verdicts(without)).toMatchObject({
      'CHG-1': 'fails',
      'RBAC-1': 'fails',
      'HA-3': 'fails',
    });
  });
});

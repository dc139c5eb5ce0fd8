import type { ComplianceCheck } from '@orchestr8/backstage-plugin-o8-common';
import { combineFindings, worstForecast } from './combineFindings';
import { fails, inZone, satisfied, without, type Finding } from './findings';
import { judgeControl } from './judgeControl';
import type { CheckForecast, ForecastVerdict } from './types';

const check: ComplianceCheck = {
  id: 'NET-1',
  title: 'Nothing gets in',
  version: 1,
  subject: 'module',
  severity: 'high',
  automation: 'full',
  forecast: 'planned',
  evidence: 'Policies.',
  remediation: 'Add one.',
  watched: 'That they work.',
};
const on = (cluster: string, finding: Finding): Finding => ({
  ...finding,
  cluster,
});

describe('combineFindings', () => {
  it('never passes with nothing to look at', () => {
    expect(combineFindings(check, [])).toMatchObject({
      verdict: 'not-checked',
      reasons: ['There was nothing to look at.'],
    });
  });

  it('takes the worst, and says on which clusters it is so', () => {
    const found = combineFindings(check, [
      on('eu-1', fails('It is open.', { changes: inZone('spec.mesh') })),
      on('us-1', satisfied('It is closed.', [])),
      on('us-2', fails('It is open.', { changes: inZone('spec.mesh') })),
    ]);
    expect(found).toMatchObject({
      verdict: 'fails',
      reasons: ['eu-1, us-2: It is open.'],
      changes: [{ document: 'landingZone', field: 'spec.mesh' }],
    });
    expect(found).not.toHaveProperty('watched');
  });

  it('says what has to be watched of what is satisfied', () => {
    expect(
      combineFindings(check, [
        on('eu-1', satisfied('It is closed.', [])),
        on('us-1', without('not-applicable', 'There is nothing.')),
      ]),
    ).toMatchObject({
      verdict: 'satisfied',
      reasons: ['eu-1: It is closed.'],
      watched: 'That they work.',
    });
  });
});

describe('judgeControl', () => {
  const judge = (
    verdicts: Record<string, ForecastVerdict>,
    manual: string[] = [],
  ) =>
    judgeControl(
      { id: 'CC6.6', title: 'Threats' },
      { checks: Object.keys(verdicts), manual, coverage: 'partial' },
      new Map(
        Object.entries(verdicts).map(([id, verdict]) => [
          id,
          { check: id, verdict } as CheckForecast,
        ]),
      ),
    );

  it.each<[Record<string, ForecastVerdict>, string[], ForecastVerdict]>([
    [{ 'A-1': 'satisfied', 'A-2': 'satisfied' }, [], 'satisfied'],
    [{ 'A-1': 'satisfied', 'A-2': 'satisfied' }, ['A list.'], 'needs-person'],
    [{ 'A-1': 'satisfied', 'A-2': 'fails' }, ['A list.'], 'fails'],
    [{ 'A-1': 'not-checked', 'A-2': 'fails' }, [], 'fails'],
    [{ 'A-1': 'not-checked', 'A-2': 'satisfied' }, [], 'not-checked'],
    [{ 'A-1': 'at-runtime', 'A-2': 'satisfied' }, [], 'at-runtime'],
    [{ 'A-1': 'at-runtime', 'A-2': 'satisfied' }, ['A list.'], 'at-runtime'],
    [{ 'A-1': 'not-applicable', 'A-2': 'satisfied' }, [], 'satisfied'],
    [{ 'A-1': 'not-applicable' }, [], 'not-applicable'],
    [{}, ['A list.'], 'needs-person'],
    [{}, [], 'not-checked'],
  ])('of %j with %j is %s', (verdicts, manual, verdict) => {
    expect(judge(verdicts, manual).verdict).toBe(verdict);
  });

  it('does not pass with a check that nobody has answered', () => {
    const control = judgeControl(
      { id: 'CC6.6', title: 'Threats' },
      { checks: ['A-1'], manual: [], coverage: 'full' },
      new Map(),
    );
    expect(control).toMatchObject({
      verdict: 'not-checked',
      byVerdict: { 'not-checked': ['A-1'] },
    });
  });

  it('takes nothing for not checked', () => {
    expect(worstForecast([])).toBe('not-checked');
  });
});

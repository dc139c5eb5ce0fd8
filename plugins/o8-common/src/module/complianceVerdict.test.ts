import { verdictOfCheck, verdictOfReports } from './complianceVerdict';
import { CHECK_RESULTS, type PolicyReportSummary } from './complianceState';

const CHECKED: PolicyReportSummary = {
  cluster: 'eu-1',
  namespace: 'voicefuse',
  state: 'checked',
  resources: 24,
  pass: 96,
  fail: 0,
  warn: 0,
  error: 0,
  skip: 4,
  findings: [],
  evidenceAt: '2026-11-22T10:42:00.000Z',
};

describe('verdictOfCheck', () => {
  it.each([
    ['fail', 'bad'],
    ['error', 'unknown'],
    ['stale', 'unknown'],
    ['not-checked', 'unknown'],
    ['pass', 'good'],
  ] as const)('judges "%s" as "%s"', (result, verdict) => {
    expect(verdictOfCheck(result)).toBe(verdict);
  });

  it('lets nothing but a pass be good', () => {
    expect(
      CHECK_RESULTS.filter(result => verdictOfCheck(result) === 'good'),
    ).toEqual(['pass']);
  });
});

describe('verdictOfReports', () => {
  const others = ['stale', 'stopped', 'not-checked', 'error'] as const;

  it('is good where every result that counts passes', () => {
    expect(verdictOfReports(CHECKED)).toBe('good');
  });

  it.each([
    [{ fail: 1, warn: 2, error: 3 }, 'bad'],
    [{ warn: 2, error: 3 }, 'attention'],
    [{ error: 3 }, 'unknown'],
    // Nothing passed: an empty population is not a pass.
    [{ pass: 0 }, 'unknown'],
  ] as const)('of %j is "%s"', (fields, verdict) => {
    expect(verdictOfReports({ ...CHECKED, ...fields })).toBe(verdict);
  });

  it.each(others)('is not known where they are "%s"', state => {
    expect(verdictOfReports({ ...CHECKED, state })).toBe('unknown');
  });

  it.each(others)('does not let "%s" hide a known failure', state => {
    expect(verdictOfReports({ ...CHECKED, state, fail: 1 })).toBe('bad');
    expect(verdictOfReports({ ...CHECKED, state, warn: 1 })).toBe('attention');
  });
});

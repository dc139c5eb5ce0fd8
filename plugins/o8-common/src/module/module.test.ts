import { createDetail, createSummary } from './__testUtils__';
import {
  FACETS,
  moduleDetailSchema,
  moduleSummarySchema,
  unmatchedObjectSchema,
} from './module';

describe('the schemas of modules', () => {
  it('take what the types promise, and lose nothing of it', () => {
    expect(moduleSummarySchema.parse(createSummary())).toEqual(createSummary());
    expect(moduleDetailSchema.parse(createDetail())).toEqual(createDetail());
  });

  it.each(FACETS)('need the facet %s', facet => {
    const summary = createSummary();
    const { [facet]: _left, ...facets } = summary.facets;
    expect(moduleSummarySchema.safeParse({ ...summary, facets }).success).toBe(
      false,
    );
  });

  it.each([
    ['a verdict', { verdict: 'splendid' }],
    ['a time', { since: 'today' }],
    ['a headline', { headline: { code: 'x', params: { a: {} } } }],
  ])('refuse %s of their own making', (_name, fields) => {
    const summary = createSummary();
    const sync = { ...summary.facets.sync, ...fields };
    const facets = { ...summary.facets, sync };
    expect(moduleSummarySchema.safeParse({ ...summary, facets }).success).toBe(
      false,
    );
  });

  it('refuse counts that are none, deep inside', () => {
    for (const fail of [-1, 0.5, '1', null]) {
      const detail = createDetail();
      detail.facets.compliance.state.reports[0].fail = fail as number;
      expect(moduleDetailSchema.safeParse(detail).success).toBe(false);
    }
  });

  it('refuse an objective of no time', () => {
    const detail = createDetail();
    detail.facets.recovery.state.rpoMs = 0;
    expect(moduleDetailSchema.safeParse(detail).success).toBe(false);
  });
});

it.each([
  ['noModule', true],
  ['noEntity', true],
  ['other', false],
])('an object may be unmatched for the reason %s: %s', (reason, success) => {
  const object = {
    cluster: 'eu-1',
    source: 'velero',
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    namespace: null,
    name: 'x',
    reason,
    module: null,
  };
  expect(unmatchedObjectSchema.safeParse(object).success).toBe(success);
});

import { readExample } from '../__testUtils__';

const KIND = 'policies.kyverno.io/PolicyException';
const OLD = 'kyverno.io/PolicyException';
const prefix = 'orchestr8.io/exception';

it('says what is excepted, until when, and who answers for it', () => {
  expect(readExample(KIND)).toEqual({
    type: 'policyExceptions.exception',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      policies: ['ValidatingPolicy/probes'],
      owner: 'group:default/pay',
      reason: null,
      expiresAt: '2027-01-30T22:40:00.000Z',
      isNarrow: true,
    },
  });
});

it('takes from annotations what the old API has no fields for', () => {
  const annotations = {
    [`${prefix}-owner`]: 'group:default/pay',
    [`${prefix}-reason`]: 'x'.repeat(999),
    [`${prefix}-expires`]: '2027-01-31T00:00:00Z',
  };
  expect(readExample(OLD, { metadata: { annotations } }).value).toEqual({
    policies: ['ClusterPolicy/probes'],
    owner: 'group:default/pay',
    reason: `${'x'.repeat(299)}…`,
    expiresAt: '2027-01-31T00:00:00.000Z',
    isNarrow: true,
  });
});

it('believes the field before the annotation', () => {
  const annotations = { [`${prefix}-expires`]: '2099-01-01T00:00:00Z' };
  expect(readExample(KIND, { metadata: { annotations } }).value.expiresAt).toBe(
    '2027-01-30T22:40:00.000Z',
  );
});

it.each<[string, object]>([
  [KIND, { matchConditions: [], expiresAt: 'soon' }],
  [KIND, { matchConditions: 'x', expiresAt: undefined }],
  [OLD, { match: {} }],
])('of %s with %j is for everything, for ever', (kind, spec) => {
  const metadata = { annotations: {} };
  expect(readExample(kind, { metadata, spec }).value).toMatchObject({
    owner: null,
    reason: null,
    expiresAt: null,
    isNarrow: false,
  });
});

it('is narrow by images', () => {
  const spec = { matchConditions: undefined, images: ['registry/*'] };
  expect(readExample(KIND, { spec }).value.isNarrow).toBe(true);
});

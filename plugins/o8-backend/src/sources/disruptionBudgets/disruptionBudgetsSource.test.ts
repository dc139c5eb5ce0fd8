import { readExample } from '../__testUtils__';

const KIND = 'policy/PodDisruptionBudget';

it('says how many pods may be taken away', () => {
  expect(readExample(KIND)).toEqual({
    type: 'disruptionBudgets.budget',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      minAvailable: null,
      maxUnavailable: '1',
      unhealthyPods: 'AlwaysAllow',
      allowed: 1,
      conditions: {
        DisruptionAllowed: {
          status: 'True',
          reason: 'SufficientPods',
          message: null,
        },
      },
    },
    volatile: { healthy: 3 },
  });
});

it.each<[object, object]>([
  [
    { maxUnavailable: undefined, minAvailable: '50%' },
    { maxUnavailable: null, minAvailable: '50%' },
  ],
  [{ maxUnavailable: 0 }, { maxUnavailable: '0' }],
  [{ maxUnavailable: [1] }, { maxUnavailable: null }],
  [
    { unhealthyPodEvictionPolicy: undefined },
    { unhealthyPods: 'IfHealthyBudget' },
  ],
])('of %j is %j', (spec, value) => {
  expect(readExample(KIND, { spec }).value).toMatchObject(value);
});

it('tells none from nobody knows', () => {
  const allowed = (disruptionsAllowed: unknown) =>
    readExample(KIND, { status: { disruptionsAllowed } }).value.allowed;
  expect(allowed(0)).toBe(0);
  expect(allowed(undefined)).toBeNull();
});

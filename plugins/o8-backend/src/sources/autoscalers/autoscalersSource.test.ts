import { readExample } from '../__testUtils__';

const KIND = 'autoscaling/HorizontalPodAutoscaler';
const read = (conditions: object[]) =>
  readExample(KIND, { status: { conditions } }).value;

it('says how many pods there may be', () => {
  expect(readExample(KIND)).toEqual({
    type: 'autoscalers.autoscaler',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      target: { kind: 'Deployment', name: 'billing' },
      min: 2,
      max: 10,
      isAtMax: false,
      troubles: {},
    },
    volatile: { current: 3, desired: 3 },
  });
});

it('does not change with the load', () => {
  const status = {
    currentReplicas: 5,
    desiredReplicas: 6,
    conditions: [
      { type: 'AbleToScale', status: 'True', reason: 'ScaleDownStabilized' },
      { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' },
      { type: 'ScalingLimited', status: 'True', reason: 'TooFewReplicas' },
    ],
  };
  const fact = readExample(KIND, { status });
  expect(fact.value).toEqual(readExample(KIND).value);
  expect(fact.volatile).toEqual({ current: 5, desired: 6 });
});

it('sees that it would take more than it may', () => {
  const limited = { type: 'ScalingLimited', reason: 'TooManyReplicas' };
  expect(read([{ ...limited, status: 'True' }]).isAtMax).toBe(true);
  expect(read([{ ...limited, status: 'False' }]).isAtMax).toBe(false);
});

it('says what keeps it from its work', () => {
  const condition = {
    type: 'ScalingActive',
    status: 'False',
    reason: 'FailedGetResourceMetric',
    message: 'no metrics',
  };
  expect(read([condition]).troubles).toEqual({
    ScalingActive: {
      status: 'False',
      reason: 'FailedGetResourceMetric',
      message: 'no metrics',
    },
  });
});

it('has at least one pod where nobody says more', () => {
  const spec = { minReplicas: undefined, maxReplicas: '10' };
  expect(readExample(KIND, { spec }).value).toMatchObject({
    min: 1,
    max: null,
  });
});

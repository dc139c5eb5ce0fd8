import { readExample } from '../__testUtils__';

it('knows what a namespace may use; what it uses moves', () => {
  const fact = readExample('/ResourceQuota');
  expect(fact).toEqual({
    type: 'quotas.quota',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      hard: { pods: '60', 'requests.cpu': '8', 'limits.memory': '32Gi' },
    },
    volatile: {
      used: { pods: '3', 'requests.cpu': '600m', 'limits.memory': '1536Mi' },
    },
  });

  const later = readExample('/ResourceQuota', {
    status: { used: { pods: '4' } },
  });
  expect(later.value).toEqual(fact.value);
});

it('takes amounts that are written as numbers', () => {
  const spec = { hard: { pods: 60, 'requests.cpu': null, x: ['8'] } };
  expect(readExample('/ResourceQuota', { spec }).value).toEqual({
    hard: { pods: '60' },
  });
});

it('keeps some of very many', () => {
  const hard = Object.fromEntries(
    Array.from({ length: 999 }, (_, index) => [`count/${index}`, '1']),
  );
  const { value } = readExample('/ResourceQuota', { spec: { hard } });
  expect(Object.keys(value.hard as object)).toHaveLength(30);
});

it('knows what containers get by default', () => {
  expect(readExample('/LimitRange').value).toEqual({
    limits: [
      {
        type: 'Container',
        default: { memory: '256Mi' },
        defaultRequest: { cpu: '50m', memory: '64Mi' },
        min: {},
        max: {},
      },
    ],
  });
  const limits = [{ type: 'PersistentVolumeClaim', max: { storage: '1Ti' } }];
  expect(readExample('/LimitRange', { spec: { limits } }).value).toMatchObject({
    limits: [{ type: 'PersistentVolumeClaim', max: { storage: '1Ti' } }],
  });
});

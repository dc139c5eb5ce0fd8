import {
  changeExample,
  readExample,
  readExamples,
  readFacts,
} from '../__testUtils__';
import { restoresSource } from './restoresSource';

const KIND = 'velero.io/Restore';

it('says what was brought back, and how that went', () => {
  expect(readExample(KIND)).toEqual({
    type: 'restores.restore',
    key: 'billing',
    uid: 'uid-Restore-billing',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    binds: 'subject',
    evidenceAt: '2026-11-22T11:30:00.000Z',
    value: {
      phase: 'Completed',
      backup: 'billing-1',
      schedule: null,
      into: 'billing-drill',
      isPartial: false,
      drillOf: null,
      startedAt: '2026-11-22T11:30:00.000Z',
      completedAt: '2026-11-22T11:32:00.000Z',
      warnings: 1,
      errors: 0,
      hooksFailed: 0,
      message: null,
    },
  });
});

it('is a record of each namespace that it names', () => {
  const spec = { includedNamespaces: ['billing', 'web'] };
  expect(
    readExamples(KIND, { spec }).map(({ key, value }) => [key, value.into]),
  ).toEqual([
    ['billing', 'billing-drill'],
    ['web', null],
  ]);
});

it.each([undefined, [], ['*'], ['bill*']])(
  'of the namespaces %j is no evidence for all of the cluster',
  includedNamespaces => {
    const fact = readExample(KIND, { spec: { includedNamespaces } });
    expect(fact).toMatchObject({
      key: '',
      subject: { cluster: 'eu-1', namespace: null },
      binds: 'object',
      value: { into: null },
    });
  },
);

it('takes only some objects where it says so', () => {
  const spec = { labelSelector: { matchLabels: { app: 'a' } } };
  expect(readExample(KIND, { spec }).value.isPartial).toBe(true);
});

it('knows a drill', () => {
  const annotations = { 'orchestr8.io/drill-of': 'billing' };
  expect(readExample(KIND, { metadata: { annotations } }).value.drillOf).toBe(
    'billing',
  );
});

it('joins what Velero says of a failure', () => {
  const status = {
    phase: 'FailedValidation',
    failureReason: 'no',
    validationErrors: ['a', 7, 'b'],
    errors: 3,
    hookStatus: { hooksFailed: 1 },
  };
  expect(readExample(KIND, { status }).value).toMatchObject({
    phase: 'FailedValidation',
    message: 'no; a; b',
    errors: 3,
    hooksFailed: 1,
  });
});

it.each([
  ['includedNamespaces', 'billing'],
  ['includedNamespaces', [7]],
  ['namespaceMapping', 'billing'],
  ['namespaceMapping', { billing: 7 }],
])('says nothing where %s is %j', (field, garbage) => {
  const object = changeExample(KIND, { spec: { [field]: garbage } });
  expect(() => readFacts(restoresSource, object)).toThrow();
});

import { readExample } from '../__testUtils__';

const POLICY = 'policies.kyverno.io/ValidatingPolicy';
const OLD = 'kyverno.io/ClusterPolicy';

const described = {
  title: 'Containers have probes',
  category: 'Reliability',
  severity: 'medium',
};

it.each([POLICY, 'policies.kyverno.io/ImageValidatingPolicy'])(
  'says what a %s asks for',
  kind => {
    expect(readExample(kind, { metadata: { labels: {} } })).toEqual({
      type: 'policies.policy',
      subject: { cluster: 'eu-1', namespace: null },
      binds: 'subject',
      value: {
        ...described,
        actions: ['Deny'],
        looksBack: true,
        rules: 1,
        isReady: true,
        message: null,
      },
    });
  },
);

it.each<[object, object, object]>([
  [
    { validationActions: ['Warn', 'Audit'] },
    {},
    { actions: ['Audit', 'Warn'] },
  ],
  [{ evaluation: undefined }, {}, { looksBack: true }],
  [
    { evaluation: { background: { enabled: false } } },
    {},
    { looksBack: false },
  ],
  [
    {},
    { conditionStatus: { ready: false, message: 'does not compile' } },
    { isReady: false, message: 'does not compile' },
  ],
  [{}, { conditionStatus: undefined }, { isReady: null, message: null }],
])('of %j and %j is %j', (spec, status, value) => {
  expect(readExample(POLICY, { spec, status }).value).toMatchObject(value);
});

it('says the same of the old API in the words of the new', () => {
  expect(readExample(OLD).value).toEqual({
    ...described,
    actions: ['Deny'],
    looksBack: true,
    rules: 1,
    isReady: true,
    message: null,
  });
});

it('takes the actions of single rules too', () => {
  const spec = {
    validationFailureAction: 'audit',
    background: false,
    rules: [
      { validate: { failureAction: 'Enforce' } },
      { validate: { failureAction: 'Audit' } },
      { mutate: {} },
    ],
  };
  const conditions = [
    { type: 'Ready', status: 'False', message: 'no webhook' },
  ];
  expect(
    readExample(OLD, { spec, status: { conditions } }).value,
  ).toMatchObject({
    actions: ['Audit', 'Deny'],
    looksBack: false,
    rules: 3,
    isReady: false,
    message: 'no webhook',
  });
  expect(
    readExample(OLD, { status: { conditions: [] } }).value.isReady,
  ).toBeNull();
});

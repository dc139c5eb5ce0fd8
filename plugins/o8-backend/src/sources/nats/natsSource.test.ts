import { readExample } from '../__testUtils__';

const STREAM = 'jetstream.nats.io/Stream';
const CONSUMER = 'jetstream.nats.io/Consumer';
const ready = { Ready: { status: 'True', reason: 'Ready', message: null } };

it('says what a Stream keeps, and for how long', () => {
  expect(readExample(STREAM)).toEqual({
    type: 'nats.stream',
    subject: { cluster: 'eu-1', namespace: 'nats' },
    value: {
      stream: 'BILLING',
      subjects: ['billing.>'],
      storage: 'file',
      retention: 'limits',
      replicas: 3,
      maxAge: '168h',
      isGuarded: true,
      conditions: ready,
    },
  });
});

it('is guarded by true alone', () => {
  for (const preventDelete of [undefined, null, false, 'true', 1]) {
    const { value } = readExample(STREAM, { spec: { preventDelete } });
    expect(value.isGuarded).toBe(false);
  }
});

it('says what a Consumer takes', () => {
  expect(readExample(CONSUMER).value).toEqual({
    stream: 'BILLING',
    durable: 'worker',
    subjects: ['billing.requested'],
    acknowledges: 'explicit',
    maxDeliver: 10,
    conditions: ready,
  });
});

it.each<[object, string[]]>([
  [{ filterSubject: undefined, filterSubjects: ['a', 'b'] }, ['a', 'b']],
  [{ filterSubject: '' }, []],
  [{ filterSubject: 7, filterSubjects: 'a' }, []],
])('with %j it takes %j', (spec, subjects) => {
  expect(readExample(CONSUMER, { spec }).value.subjects).toEqual(subjects);
});

it('knows nothing that nobody says', () => {
  const { status, ...spec } = {
    status: { conditions: null },
    streamName: undefined,
    durableName: null,
    ackPolicy: 7,
    maxDeliver: '10',
  };
  expect(readExample(CONSUMER, { spec, status }).value).toMatchObject({
    stream: null,
    durable: null,
    acknowledges: null,
    maxDeliver: null,
    conditions: {},
  });
});

import { readExample } from '../__testUtils__';

const FLOW = 'logging.banzaicloud.io/Flow';
const OUTPUT = 'logging.banzaicloud.io/Output';

it('says where logs go', () => {
  expect(readExample(FLOW)).toEqual({
    type: 'logging.flow',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      isActive: true,
      problems: 0,
      problem: null,
      isSelective: true,
      filters: ['parser'],
      outputs: ['billing'],
      globalOutputs: [],
    },
  });
  expect(readExample(OUTPUT).value).toEqual({
    isActive: true,
    problems: 0,
    problem: null,
    types: ['loki'],
  });
});

it.each<[object, object]>([
  [
    { active: false, problems: ['no such output'], problemsCount: 1 },
    { isActive: false, problems: 1, problem: 'no such output' },
  ],
  [
    { active: undefined, problemsCount: undefined, problems: ['a', 'b', 7] },
    { isActive: null, problems: 2, problem: 'a' },
  ],
])('with the status %j is %j', (status, value) => {
  for (const kind of [FLOW, OUTPUT]) {
    expect(readExample(kind, { status }).value).toMatchObject(value);
  }
});

it('keeps of an output which it is, and nothing behind it', () => {
  const spec = {
    loggingRef: 'default',
    elasticsearch: { host: 'es', password: { value: 'secret' } },
  };
  const fact = readExample(OUTPUT, { spec });
  expect(fact.value.types).toEqual(['elasticsearch', 'loki']);
  expect(JSON.stringify(fact)).not.toContain('secret');
});

it('takes every pod where it matches none in particular', () => {
  const spec = {
    match: undefined,
    filters: [{ dedot: {} }, 7],
    localOutputRefs: undefined,
    globalOutputRefs: ['central'],
  };
  expect(readExample(FLOW, { spec }).value).toMatchObject({
    isSelective: false,
    filters: ['dedot'],
    outputs: [],
    globalOutputs: ['central'],
  });
});

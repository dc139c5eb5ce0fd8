import { KeptAnswers } from './KeptAnswers';

let now = 0;

beforeEach(() => {
  now = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

function createKept(keepMs = 100, maxSize = 10) {
  return new KeptAnswers<string>({ keepMs, maxSize });
}

/** A question that is answered when the test says so. */
function createQuestion() {
  const answers: {
    resolve(text: string): void;
    reject(error: Error): void;
  }[] = [];
  const ask = jest.fn(
    () =>
      new Promise<string>((resolve, reject) => {
        answers.push({ resolve, reject });
      }),
  );
  return { ask, answers };
}

it('keeps an answer for a while, and asks again then', async () => {
  const kept = createKept();
  const ask = jest.fn(async () => `at ${now}`);
  expect(kept.peek('a')).toBeUndefined();
  expect(await kept.get('a', ask)).toBe('at 1000');
  now += 99;
  expect(await kept.get('a', ask)).toBe('at 1000');
  expect(kept.peek('a')).toBe('at 1000');
  now += 1;
  expect(kept.peek('a')).toBeUndefined();
  expect(await kept.get('a', ask)).toBe('at 1100');
  expect(ask).toHaveBeenCalledTimes(2);
});

it('counts from the question: what was so when it was asked may be old', async () => {
  const kept = createKept();
  const { ask, answers } = createQuestion();
  const answer = kept.get('a', ask);
  now += 80;
  answers[0].resolve('slow');
  expect(await answer).toBe('slow');
  now += 20;
  expect(kept.peek('a')).toBeUndefined();
});

it('tells nobody what another key is answered', async () => {
  const kept = createKept();
  await kept.get('a', async () => 'one');
  expect(await kept.get('b', async () => 'two')).toBe('two');
  expect(await kept.get('a', async () => 'three')).toBe('one');
});

it('asks once, however many wait', async () => {
  const kept = createKept();
  const { ask, answers } = createQuestion();
  const waiting = [kept.get('a', ask), kept.get('a', ask), kept.get('a', ask)];
  answers[0].resolve('same');
  expect(await Promise.all(waiting)).toEqual(['same', 'same', 'same']);
  expect(ask).toHaveBeenCalledTimes(1);
});

it('keeps no failure', async () => {
  const kept = createKept();
  const { ask, answers } = createQuestion();
  const waiting = [kept.get('a', ask), kept.get('a', ask)];
  answers[0].reject(new Error('away'));
  for (const each of waiting) {
    await expect(each).rejects.toThrow('away');
  }
  expect(await kept.get('a', async () => 'back')).toBe('back');
});

it('lets nobody wait behind a question that is never answered', async () => {
  const kept = createKept();
  const { ask, answers } = createQuestion();
  const lost = kept.get('a', ask);
  now += 100;
  const found = kept.get('a', ask);
  answers[1].resolve('new');
  expect(await found).toBe('new');
  answers[0].resolve('old');
  expect(await lost).toBe('old');
  // Who comes later gets what was asked later.
  expect(kept.peek('a')).toBe('new');
});

it('gives nothing older than somebody wants', async () => {
  const kept = createKept();
  await kept.get('a', async () => 'old');
  now += 50;
  expect(kept.peek('a', 50)).toBeUndefined();
  expect(await kept.get('a', async () => 'new', 50)).toBe('new');
  expect(kept.peek('a')).toBe('new');
});

it('keeps and shares nothing where that is switched off', async () => {
  const kept = createKept(0);
  const { ask, answers } = createQuestion();
  const waiting = [kept.get('a', ask), kept.get('a', ask)];
  answers.forEach(({ resolve }, index) => resolve(`${index}`));
  expect(await Promise.all(waiting)).toEqual(['0', '1']);
  expect(kept.peek('a')).toBeUndefined();
});

it('keeps so much and no more, what was used last', async () => {
  const kept = new KeptAnswers<string>({
    keepMs: 100,
    maxSize: 10,
    sizeOf: answer => answer.length,
  });
  await kept.get('a', async () => 'aaaa');
  await kept.get('b', async () => 'bbbb');
  kept.peek('a');
  await kept.get('c', async () => 'cccc');
  expect(kept.peek('a')).toBe('aaaa');
  expect(kept.peek('b')).toBeUndefined();
  // One that is too large by itself is answered all the same.
  expect(await kept.get('d', async () => 'd'.repeat(11))).toHaveLength(11);
  expect(kept.peek('c')).toBe('cccc');
});

it('takes no memory for what is too old to be told', async () => {
  const kept = createKept(100, 1_000);
  for (const key of ['a', 'b', 'c']) {
    await kept.get(key, async () => key);
  }
  now += 60;
  await kept.get('d', async () => 'd');
  kept.peek('a');
  expect(kept.count).toBe(4);
  now += 60;
  await kept.get('e', async () => 'e');
  // "b" and "c" are gone; "a" was wanted after them, and its turn is next.
  expect(kept.count).toBe(3);
  expect(kept.peek('d')).toBe('d');
  now += 100;
  await kept.get('f', async () => 'f');
  expect(kept.count).toBe(1);
});

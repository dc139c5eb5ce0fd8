import { PreparedAnswers } from './PreparedAnswers';

const LONG = JSON.stringify('x'.repeat(5000));

function createAnswers(maxBytes?: number) {
  const answers = new PreparedAnswers({ maxBytes });
  const made: string[] = [];
  const get = (key: string, version: string, json = LONG) =>
    answers.get({
      key,
      version,
      toJson: () => {
        made.push(`${key}${version}`);
        return json;
      },
    });
  return { get, made };
}

describe('PreparedAnswers', () => {
  it('makes one once, however many ask', async () => {
    const { get, made } = createAnswers();
    const [first, second] = await Promise.all([get('a', '1'), get('a', '1')]);
    expect(second).toBe(first);
    await expect(get('a', '1')).resolves.toBe(first);
    expect(made).toEqual(['a1']);
    expect(first.gzip).toBeDefined();
  });

  it('makes another one for another question or version', async () => {
    const { get, made } = createAnswers();
    await Promise.all([get('a', '1', '1'), get('b', '1', '2')]);
    const changed = await get('a', '2', '3');
    expect(changed.identity.toString()).toBe('3');
    await expect(get('b', '1')).resolves.toMatchObject({
      identity: Buffer.from('2'),
    });
    expect(made).toEqual(['a1', 'b1', 'a2']);
  });

  it('does not confuse versions that are asked for at the same time', async () => {
    const { get } = createAnswers();
    const [one, two] = await Promise.all([
      get('a', '1', '1'),
      get('a', '2', '2'),
    ]);
    expect([one, two].map(({ identity }) => identity.toString())).toEqual([
      '1',
      '2',
    ]);
  });

  it('does not compress again what says the same', async () => {
    const { get, made } = createAnswers();
    const first = await get('a', '1');
    await expect(get('a', '2')).resolves.toBe(first);
    expect(made).toEqual(['a1', 'a2']);
  });

  it('keeps so many bytes, of those that were asked for last', async () => {
    const { get, made } = createAnswers(15_000);
    await get('a', '1');
    await get('b', '1');
    await get('a', '1');
    await get('c', '1');
    made.length = 0;
    await get('a', '1');
    await get('b', '1');
    expect(made).toEqual(['b1']);
  });

  it('answers what is larger than all that it may keep', async () => {
    const { get, made } = createAnswers(1000);
    await get('a', '1');
    await expect(get('a', '1')).resolves.toMatchObject({
      identity: Buffer.from(LONG),
    });
    expect(made).toHaveLength(2);
  });

  it('keeps no failure', async () => {
    const answers = new PreparedAnswers();
    const ask = (toJson: () => string) =>
      answers.get({ key: 'a', version: '1', toJson });
    await expect(
      ask(() => {
        throw new Error('wrong');
      }),
    ).rejects.toThrow('wrong');
    await expect(ask(() => '1')).resolves.toBeDefined();
  });
});

import { PageTurns } from './PageTurns';

const { signal } = new AbortController();
const never = new Promise<never>(() => {});
const tick = () => new Promise(resolve => setImmediate(resolve));

describe('PageTurns', () => {
  it('lets a few read at once, and the others after them', async () => {
    const turns = new PageTurns({ count: 2 });
    const [first] = [await turns.begin(signal), await turns.begin(signal)];
    let third = 'waits';
    const begun = turns.begin(signal).then(turn => {
      third = 'reads';
      return turn;
    });
    await tick();
    expect(third).toBe('waits');
    first.end();
    (await begun).end();
    expect(third).toBe('reads');
  });

  it('gives what was waited for', async () => {
    const turn = await new PageTurns().begin(signal);
    await expect(turn.waitFor(Promise.resolve('page'))).resolves.toBe('page');
    turn.end();
  });

  it('lends the turn of a cluster that does not answer', async () => {
    const turns = new PageTurns({ count: 1, lendMs: 1 });
    const hanging = await turns.begin(signal);
    void hanging.waitFor(never);
    const next = await turns.begin(signal);
    next.end();
    // What was lent is not given back twice.
    hanging.end();
    const last = await turns.begin(signal);
    let isBegun = false;
    void turns.begin(signal).then(() => {
      isBegun = true;
    });
    await tick();
    expect(isBegun).toBe(false);
    last.end();
  });

  it('takes a turn again for a late answer', async () => {
    const turns = new PageTurns({ count: 1, lendMs: 1 });
    const late = await turns.begin(signal);
    let answer = (_text: string) => {};
    const answered = late.waitFor(
      new Promise<string>(resolve => {
        answer = resolve;
      }),
    );
    const next = await turns.begin(signal);
    answer('late');
    let isDealtWith = false;
    const dealt = answered.then(text => {
      isDealtWith = true;
      return text;
    });
    await tick();
    expect(isDealtWith).toBe(false);
    next.end();
    await expect(dealt).resolves.toBe('late');
    late.end();
  });

  it('ends with a cluster that fails, and with whoever waits no more', async () => {
    const turns = new PageTurns({ count: 1 });
    const turn = await turns.begin(signal);
    const failed = turn.waitFor(Promise.reject(new Error('away')));
    await expect(failed).rejects.toThrow('away');
    const abort = new AbortController();
    const waiting = turns.begin(abort.signal);
    abort.abort(new Error('no more'));
    await expect(waiting).rejects.toThrow('no more');
    turn.end();
    (await turns.begin(signal)).end();
  });
});

import { makeKey, toKey } from './toKey';
import { KEYS_IN_SIGNAL, toSignal } from './toSignal';

const refs = (count: number) =>
  Array.from({ length: count }, (_, index) => `component:default/${index}`);

describe('toKey', () => {
  it('is the same for whoever knows the secret, and not the name', () => {
    const key = toKey('component:default/billing', 'secret');
    expect(key).toMatch(/^[\w-]{2}$/);
    expect(toKey('component:default/billing', 'secret')).toBe(key);
    expect(toKey('component:default/billing', 'other')).not.toBe(key);
  });

  it('is shared, so that neither who it is can be told nor how many there are', () => {
    const modules = refs(20_000);
    const keys = new Set(modules.map(ref => toKey(ref, 'secret')));
    expect(keys.size).toBeGreaterThan(3_900);
    expect(keys.size).toBeLessThanOrEqual(4_096);
  });

  it('looks like one that stands for nothing', () => {
    const keys = new Set(
      Array.from({ length: 20_000 }, () => makeKey(Math.random)),
    );
    expect([...keys].every(key => /^[\w-]{2}$/.test(key))).toBe(true);
    expect(keys.size).toBeGreaterThan(3_900);
  });
});

describe('toSignal', () => {
  it.each([1, 7, KEYS_IN_SIGNAL])(
    'has as many keys as any other for %i changes',
    count => {
      const changed = new Set(Array.from({ length: count }, (_, i) => `${i}!`));
      const { keys } = toSignal(changed);
      expect(keys).toHaveLength(KEYS_IN_SIGNAL);
      expect(new Set(keys).size).toBe(KEYS_IN_SIGNAL);
      expect(keys).toEqual(expect.arrayContaining([...changed]));
      expect(keys).toEqual([...keys!].sort());
    },
  );

  it('does not repeat what fills it up', () => {
    const changed = new Set(['ab']);
    expect(toSignal(changed)).not.toEqual(toSignal(changed));
  });

  it('has no keys when nothing changed, so that nobody asks because of it', () => {
    expect(toSignal(new Set())).toEqual({ keys: [] });
  });

  it('says that anything may have changed when it was too much', () => {
    const tooMany = new Set(
      Array.from({ length: KEYS_IN_SIGNAL + 1 }, (_, i) => `${i}`),
    );
    expect(toSignal(tooMany)).toEqual({ keys: null });
    expect(toSignal('all')).toEqual({ keys: null });
  });
});

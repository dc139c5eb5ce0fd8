import { Seeded } from './Seeded';

const UUID_4 =
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('Seeded', () => {
  it('gives the same value for the same seed and path, in any order', () => {
    const one = new Seeded(1);
    const other = new Seeded(1);
    const first = one.int('a', 0, 1e9);
    other.int('b', 0, 1e9);
    expect(other.int('a', 0, 1e9)).toBe(first);
    expect(one.int('b', 0, 1e9)).not.toBe(first);
  });

  it('gives other values for another seed', () => {
    expect(new Seeded(1).uid('a')).not.toBe(new Seeded(2).uid('a'));
  });

  it('keeps to the bounds, and reaches both', () => {
    const seeded = new Seeded(3);
    const values = Array.from({ length: 200 }, (_, index) =>
      seeded.int(`${index}`, 2, 4),
    );
    expect(new Set(values)).toEqual(new Set([2, 3, 4]));
  });

  it('makes UUIDs of version 4, and never the same one twice', () => {
    const seeded = new Seeded(4);
    const uids = Array.from({ length: 5_000 }, (_, i) => seeded.uid(`${i}`));
    expect(uids.every(uid => UUID_4.test(uid))).toBe(true);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('picks, and makes texts of the wanted length', () => {
    const seeded = new Seeded(5);
    expect(['x', 'y']).toContain(seeded.pick('p', ['x', 'y']));
    expect(seeded.hex('h', 40)).toMatch(/^[0-9a-f]{40}$/);
    expect(seeded.suffix('s', 5)).toMatch(/^[b-z2-9]{5}$/);
  });
});

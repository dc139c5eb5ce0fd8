import { classOf, fairShare, rotate } from './fairShare';

describe('fairShare', () => {
  const sharesOf = (leaseClass: string, count: number, replicas: number) =>
    Array.from({ length: replicas }, (_, rank) =>
      fairShare({ leaseClass, count, standing: { replicas, rank } }),
    );

  it.each([
    [0, 3],
    [1, 1],
    [1, 4],
    [5, 4],
    [16, 3],
    [16, 16],
    [7, 20],
  ])('spreads %d over %d: all of them, and evenly', (count, replicas) => {
    const shares = sharesOf('cluster', count, replicas);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(count);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  });

  it('does not give every odd one to the same replica', () => {
    const classes = ['cluster', 'assess', 'tick', 'a', 'b', 'c'];
    const busy = classes.map(name => sharesOf(name, 1, 2).indexOf(1));
    expect(new Set(busy)).toEqual(new Set([0, 1]));
  });
});

describe('classOf', () => {
  it('is what stands before the slash', () => {
    expect(classOf('cluster/eu-1')).toBe('cluster');
    expect(classOf('tick')).toBe('tick');
  });
});

describe('rotate', () => {
  it('begins with another name for each replica, and leaves none out', () => {
    const names = ['a', 'b', 'c', 'd'];
    expect(rotate(names, { replicas: 2, rank: 0 })).toEqual(names);
    expect(rotate(names, { replicas: 2, rank: 1 })).toEqual([
      'c',
      'd',
      'a',
      'b',
    ]);
    expect(rotate(['a'], { replicas: 3, rank: 2 })).toEqual(['a']);
    expect(rotate([], { replicas: 3, rank: 2 })).toEqual([]);
  });
});

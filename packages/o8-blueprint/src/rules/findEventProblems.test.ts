import { linesOf } from './__testUtils__';

describe('findEventProblems', () => {
  it('takes what each bus knows', () => {
    const publishes = [{ name: 'a', subjects: ['a.b'] }, { name: 'b' }];
    expect(linesOf({ events: { bus: 'nats', publishes } })).toEqual([]);
    expect(
      linesOf({
        events: {
          bus: 'kafka',
          publishes: [{ name: 'a', partitions: 3 }],
          consumes: [
            { module: 'billing', name: 'a' },
            { module: 'other', name: 'a' },
          ],
        },
      }),
    ).toEqual([]);
  });

  it('refuses what is there twice, foreign or not there', () => {
    expect(
      linesOf({
        events: {
          bus: 'nats',
          publishes: [{ name: 'a', partitions: 2 }, { name: 'a' }],
          consumes: [
            { module: 'x', name: 'y' },
            { module: 'x', name: 'y' },
            { module: 'billing', name: 'z' },
          ],
        },
      }),
    ).toEqual([
      'spec.events.publishes[1].name: "a" is the name of publishes[0] too',
      'spec.events.publishes[0].partitions: is for "bus: kafka" only',
      'spec.events.consumes[1]: is the same as consumes[0]',
      'spec.events.consumes[2].name: "z" is not among what the module publishes itself',
    ]);
    expect(
      linesOf({
        events: { bus: 'kafka', publishes: [{ name: 'a', subjects: ['b'] }] },
      }),
    ).toEqual(['spec.events.publishes[0].subjects: is for "bus: nats" only']);
  });
});

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

  const publish = (...publishes: object[]) =>
    linesOf({ events: { bus: 'nats', publishes } });
  const streams = (...subjects: string[]) =>
    subjects.map((subject, index) => ({
      name: `s${index}`,
      subjects: [subject],
    }));

  it.each([
    ['a.b', 'a.b'],
    ['a.b', 'a.*'],
    ['a.*', 'a.*'],
    ['a.b.c', 'a.>'],
    ['a.*.c', 'a.b.*'],
    ['a.>', 'a.b.>'],
  ])('refuses to store events twice: %s and %s', (one, other) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ]) {
      expect(publish(...streams(first, second))).toEqual([
        `spec.events.publishes[1].subjects[0]: "${second}" overlaps with "${first}" of publishes[0]: an event is stored once`,
      ]);
    }
  });

  it.each([
    ['a', 'a.b'],
    ['a', 'a.>'],
    ['a.b', 'a.c'],
    ['a.*', 'a.*.c'],
    ['a.*.c', 'a.b.d'],
    ['a.b.>', 'a.b'],
  ])('takes what never meets: %s and %s', (one, other) => {
    expect(publish(...streams(one, other))).toEqual([]);
    expect(publish({ name: 's', subjects: [one, other] })).toEqual([]);
  });

  it('counts the subjects of those that name none', () => {
    expect(
      publish({ name: 'paid' }, { name: 'x', subjects: ['paid.late'] }),
    ).toEqual([
      'spec.events.publishes[1].subjects[0]: "paid.late" overlaps with "paid.>" of publishes[0]: an event is stored once',
    ]);
    expect(
      publish(
        { name: 'x', subjects: ['paid.late', 'paid.*'] },
        { name: 'paid' },
      ),
    ).toEqual([
      'spec.events.publishes[0].subjects[1]: "paid.*" overlaps with "paid.late" of publishes[0]: an event is stored once',
      'spec.events.publishes[1].name: "paid.>" overlaps with "paid.late" of publishes[0]: an event is stored once',
    ]);
  });

  it('refuses two that would be one variable', () => {
    expect(
      linesOf({
        events: {
          bus: 'kafka',
          consumes: [
            { module: 'a--b', name: 'c' },
            { module: 'a', name: 'b--c' },
            { module: 'a', name: 'b-c' },
          ],
        },
      }),
    ).toEqual([
      'spec.events.consumes[1]: would be the variable "…_A__B__C" of the container, as consumes[0] is: the publisher has to choose another name',
    ]);
  });
});

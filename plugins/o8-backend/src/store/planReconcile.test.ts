import { planReconcile } from './planReconcile';

const a = { cluster: 'a', source: 'connection' };
const b = { cluster: 'b', source: 'connection' };
const c = { cluster: 'c', source: 'connection' };

describe('planReconcile', () => {
  it.each([
    ['nothing from nothing', [], [], { add: [], drop: [] }],
    ['everything on the first start', [], [a, b], { add: [a, b], drop: [] }],
    ['nothing on the second', [a, b], [b, a], { add: [], drop: [] }],
    ['additions in one order', [], [c, a, b], { add: [a, b, c], drop: [] }],
    ['only what differs', [a, b], [b, c], { add: [c], drop: [a] }],
    ['the end of all', [a, b], [], { add: [], drop: [a, b] }],
  ])('plans %s', (_, existing, expected, plan) => {
    expect(planReconcile(existing, expected)).toEqual(plan);
  });

  it('tells keys apart whose parts join to the same text', () => {
    const left = { cluster: 'a', source: 'b/c' };
    const right = { cluster: 'a/b', source: 'c' };
    expect(planReconcile([left], [right])).toEqual({
      add: [right],
      drop: [left],
    });
  });
});

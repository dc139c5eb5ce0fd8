import { matchesSelector } from './matchesSelector';

it.each<[unknown, boolean]>([
  [undefined, false],
  [{}, true],
  [{ matchLabels: { a: '1' } }, true],
  [{ matchLabels: { a: '2' } }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['1'] }] }, true],
  [{ matchExpressions: [{ key: 'b', operator: 'In', values: ['1'] }] }, false],
  [
    { matchExpressions: [{ key: 'b', operator: 'NotIn', values: ['1'] }] },
    true,
  ],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'Nope' }] }, false],
])('the selector %j: %s', (selector, expected) => {
  expect(matchesSelector(selector, { a: '1' })).toBe(expected);
});

import { readExample } from '../__testUtils__';

const KIND = 'bitnami.com/SealedSecret';

it('says whether it was opened', () => {
  expect(readExample(KIND).value).toEqual({
    scope: 'strict',
    keys: 1,
    isObserved: true,
    conditions: {
      Synced: { status: 'True', reason: 'Synced', message: null },
    },
  });
});

it.each<[unknown, unknown, boolean | null]>([
  [3, 2, false],
  [3, 3, true],
  [undefined, 3, null],
  [3, undefined, null],
  ['3', 3, null],
])('of generation %p, when %p was looked at', (generation, seen, expected) => {
  const { value } = readExample(KIND, {
    metadata: { generation },
    status: { observedGeneration: seen },
  });
  expect(value.isObserved).toBe(expected);
});

it.each<[Record<string, string>, string]>([
  [{ 'sealedsecrets.bitnami.com/namespace-wide': 'true' }, 'namespace-wide'],
  [{ 'sealedsecrets.bitnami.com/cluster-wide': 'true' }, 'cluster-wide'],
  [
    {
      'sealedsecrets.bitnami.com/namespace-wide': 'true',
      'sealedsecrets.bitnami.com/cluster-wide': 'true',
    },
    'cluster-wide',
  ],
  [{ 'sealedsecrets.bitnami.com/cluster-wide': 'false' }, 'strict'],
])('with %j it can be opened %s', (annotations, scope) => {
  expect(readExample(KIND, { metadata: { annotations } }).value.scope).toBe(
    scope,
  );
});

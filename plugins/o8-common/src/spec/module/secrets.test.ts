import { findSurprises } from '../__testUtils__';
import { secretSchema } from './secrets';

const SECRET = { name: 'api', keys: ['API_KEY'], path: 'payments/stripe' };
const SEALED = { name: 'a', keys: ['A'], sealed: {} };

it('secretSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(secretSchema, {
      takes: [
        SECRET,
        { ...SECRET, path: 'a.b..c' },
        { ...SECRET, mountPath: '/run/secrets/api' },
        ...['AgBy+/=', 'AQAx', 'AYAx=='].map(A => ({
          ...SEALED,
          sealed: { 'eu-1': { A } },
        })),
        ...['strict', 'namespace-wide', 'cluster-wide'].map(scope => ({
          ...SEALED,
          scope,
        })),
      ],
      refuses: [
        [{ name: 'a', keys: ['A'] }, 'needs either "path" or "sealed"'],
        [{ ...SECRET, sealed: {} }, 'needs either "path" or "sealed"'],
        [{ ...SECRET, keys: [] }, 'keys: needs at least one key'],
        [{ ...SECRET, keys: ['a b'] }, 'keys[0]: is not a key'],
        [
          { ...SECRET, value: 'hunter2' },
          'value: is not a field that this version knows',
        ],
        ...['hunter2', 'Ag', 'AgB y', 'AgBy=x', 'ABCD'].map(
          (A): [object, string] => [
            { ...SEALED, sealed: { 'eu-1': { A } } },
            'sealed["eu-1"].A: is not ciphertext of "o8 seal"',
          ],
        ),
        [{ ...SECRET, path: '/etc' }, /^path: is not a path such as/],
        [{ ...SECRET, path: '../billing' }, /^path: is not a path such as/],
        ...['a/../../billing/api', 'a/./b', 'a//b', 'a/'].map(
          (path): [object, string] => [
            { ...SECRET, path },
            'path: must not have an empty part, "." or ".."',
          ],
        ),
        [
          { ...SEALED, scope: 'any' },
          'scope: must be one of strict, namespace-wide, cluster-wide',
        ],
        [
          { ...SECRET, scope: 'strict' },
          'scope: is of what is sealed: a store has none',
        ],
      ],
      hostile: [
        name => ({ ...SECRET, name }),
        path => ({ ...SECRET, path: `a${path}` }),
        key => ({ ...SECRET, keys: [`A${key}`] }),
      ],
    }),
  ).toEqual([]);
});

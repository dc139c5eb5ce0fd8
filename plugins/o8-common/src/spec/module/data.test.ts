import { findSurprises } from '../__testUtils__';
import { dataSchema, secretSchema } from './data';

const databaseWith = (postgresql: object) => ({ postgresql });

it('dataSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(dataSchema, {
      takes: [
        {},
        databaseWith({}),
        databaseWith({ mode: 'dedicated', instances: 3, size: '20Gi' }),
        databaseWith({
          extensions: ['pg_trgm', 'uuid-ossp'],
          pitrWindow: '7d',
        }),
        databaseWith({ migrations: { command: ['/migrate', 'up'] } }),
      ],
      refuses: [
        [{ mysql: {} }, 'mysql: is not a field that this version knows'],
        [
          databaseWith({
            mode: 'none',
            extensions: ['a;b'],
            pitrWindow: 'all',
            connectionLimit: 0,
            instances: 10,
            size: '20',
          }),
          'postgresql.mode: must be one of shared, dedicated',
          'postgresql.extensions[0]: is not an extension',
          /^postgresql\.pitrWindow: is not a length of time/,
          'postgresql.connectionLimit: must be 1 to 1000',
          'postgresql.instances: must be 1 to 9',
          /^postgresql\.size: is not an amount of memory/,
        ],
        [
          databaseWith({ migrations: { command: [] } }),
          'postgresql.migrations.command: needs a program',
        ],
      ],
      hostile: [extension => databaseWith({ extensions: [extension] })],
    }),
  ).toEqual([]);
});

const SECRET = { name: 'api', keys: ['API_KEY'], path: 'teams/voice/api' };

it('secretSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(secretSchema, {
      takes: [
        SECRET,
        { ...SECRET, mountPath: '/run/secrets/api' },
        { name: 'a', keys: ['A'], sealed: { 'eu-1': { A: 'AgBy+/=' } } },
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
        [
          { name: 'a', keys: ['A'], sealed: { 'eu-1': { A: 'hunter2' } } },
          'sealed["eu-1"].A: is not ciphertext of "o8 seal"',
        ],
        [{ ...SECRET, path: '/etc' }, /^path: is not a path such as/],
      ],
      hostile: [
        name => ({ ...SECRET, name }),
        path => ({ ...SECRET, path: `a${path}` }),
        key => ({ ...SECRET, keys: [`A${key}`] }),
      ],
    }),
  ).toEqual([]);
});

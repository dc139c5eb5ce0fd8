import { findSurprises } from '../__testUtils__';
import { dataSchema } from './data';

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
        databaseWith({
          mode: 'dedicated',
          resources: { cpu: '2', memory: '4Gi', memoryLimit: '4Gi' },
          primary: 'eu-1',
          promotionToken: 'eyJhIjoxfQ==',
          archive: 'after-loss',
        }),
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
          databaseWith({
            resources: { memory: '2Gi' },
            promotionToken: 'a b',
            archive: 'Lost',
          }),
          /^postgresql\.resources\.memoryLimit: is less than the memory/,
          'postgresql.promotionToken: is not a token of CloudNativePG',
          /^postgresql\.archive: is not a DNS label/,
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

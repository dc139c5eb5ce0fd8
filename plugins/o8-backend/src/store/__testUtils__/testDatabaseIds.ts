import type { TestDatabaseId } from '@backstage/backend-test-utils';

const POSTGRES_IDS: TestDatabaseId[] = [
  'POSTGRES_18',
  'POSTGRES_17',
  'POSTGRES_16',
  'POSTGRES_15',
  'POSTGRES_14',
];

/**
 * The engines that store tests run on: SQLite, and each PostgreSQL that the
 * environment offers by BACKSTAGE_TEST_DATABASE_POSTGRES<version>_CONNECTION_STRING.
 */
export function testDatabaseIds(): TestDatabaseId[] {
  return [
    'SQLITE_3',
    ...POSTGRES_IDS.filter(
      id =>
        process.env[
          `BACKSTAGE_TEST_DATABASE_${id.replace('_', '')}_CONNECTION_STRING`
        ],
    ),
  ];
}

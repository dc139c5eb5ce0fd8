import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import type { AnySystem, Drawn } from './AnySystem';

type Spec = ModuleSpecInput['spec'];
type Postgresql = NonNullable<NonNullable<Spec['data']>['postgresql']>;

/** What a migration is given must not become code. */
const anyMigrations = fc.constantFrom<Postgresql['migrations'][]>(
  undefined,
  { command: ['/migrate', 'up'] },
  { command: ['sh', '-c', `echo "$(id)" '\${x}' {{ .y }} # no: comment`] },
);

const anyCommon = fc.record({
  extensions: fc.constantFrom<Postgresql['extensions'][]>(undefined, [
    'pg_trgm',
    'uuid-ossp',
  ]),
  connectionLimit: fc.constantFrom(undefined, 5, 300),
  pitrWindow: fc.constantFrom(undefined, '36h', '14d'),
  migrations: anyMigrations,
});

const anySize = fc.record({
  instances: fc.constantFrom(undefined, 1, 3),
  size: fc.constantFrom(undefined, '20Gi'),
  archive: fc.constantFrom(undefined, 'after-loss'),
  resources: fc.constantFrom(undefined, { memory: '2Gi', memoryLimit: '4Gi' }),
});

/** The clusters of production, which have one database together. */
function regionsOf({ placements }: Drawn): string[] {
  return placements
    .filter(({ environment }) => environment === 'production')
    .map(({ cluster }) => cluster);
}

function toDedicated(drawn: Drawn): fc.Arbitrary<Postgresql> {
  const regions = regionsOf(drawn);
  return fc
    .tuple(anyCommon, anySize, fc.constantFrom(undefined, ...regions))
    .map(([common, size, primary]) => ({
      mode: 'dedicated' as const,
      ...common,
      ...size,
      ...(regions.length > 1 && {
        primary: primary ?? regions[0],
        promotionToken: 'eyJhIjoxfQ==',
      }),
    }));
}

/** A shared database, or a dedicated one in one or several regions. */
export const data: AnySystem = {
  zone: {
    database: {
      cluster: 'shared-pg',
      namespace: 'platform-db',
      apiServerCidrs: ['192.0.2.1/32'],
      image: 'registry.example/postgresql:18',
    },
    objectStorage: {
      url: 's3://backups/rich',
      cidrs: ['198.51.100.0/24'],
      serviceAccountAnnotations: {
        'eks.amazonaws.com/role-arn':
          'arn:aws:iam::123456789012:role/pg-{module}',
      },
    },
  },
  fields: drawn => {
    const dedicated = toDedicated(drawn);
    const shared = anyCommon.map(
      (common): Postgresql => ({ mode: 'shared', ...common }),
    );
    const any =
      regionsOf(drawn).length > 1 ? dedicated : fc.oneof(shared, dedicated);
    return fc.oneof(
      fc.constant({}),
      any.map(postgresql => ({
        data: {
          postgresql: drawn.workload.chart
            ? { ...postgresql, migrations: undefined }
            : postgresql,
        },
      })),
    );
  },
};

import type {
  LandingZone,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { resolveModule } from '../../plan/resolveModule';
import { databaseName, isReservedName } from './names';

type Spec = ModuleSpecInput['spec'];
type Postgresql = NonNullable<NonNullable<Spec['data']>['postgresql']>;

const REGIONS = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

function linesOf(
  postgresql: Postgresql,
  change: (zone: LandingZone['spec']) => void = () => {},
  more: Partial<Spec> = {},
  name?: string,
): string[] {
  const zone = createRichZone('none');
  change(zone.spec);
  const spec = specWith(
    { kind: 'service' },
    { data: { postgresql }, ...more },
    name,
  );
  return problemsOf(planModule({ spec, zone })).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const MODE = 'spec.data.postgresql.mode: the landing zone "rich"';

describe('a database', () => {
  it.each<[string, Postgresql, (zone: LandingZone['spec']) => void, RegExp]>([
    [
      'without PostgreSQL',
      {},
      zone => delete zone.database,
      /^spec\.data\.postgresql: the landing zone "rich" has no PostgreSQL/,
    ],
    [
      'without a store that reaches two namespaces',
      {},
      zone => {
        zone.secrets = { operator: 'sealed-secrets', reloader: false };
      },
      /mode: .* has no External Secrets, .*: say "mode: dedicated"/,
    ],
    [
      'without any secrets',
      {},
      zone => delete zone.secrets,
      /mode: .* has no External Secrets/,
    ],
    [
      'without object storage',
      { mode: 'dedicated' },
      zone => delete zone.objectStorage,
      /mode: .* has no place for backups \(objectStorage\)/,
    ],
    [
      'without the addresses of object storage',
      { mode: 'dedicated' },
      zone => delete zone.objectStorage?.cidrs,
      /mode: .*\(objectStorage\.cidrs\)/,
    ],
    [
      'without the addresses of the Kubernetes API',
      { mode: 'dedicated' },
      zone => delete zone.database?.apiServerCidrs,
      /mode: .*\(database\.apiServerCidrs\)/,
    ],
    [
      'that goes back further than the shared one',
      { pitrWindow: '31d' },
      () => {},
      /^spec\.data\.postgresql\.pitrWindow: is more than .* at most 30d/,
    ],
  ])('is refused %s', (_, postgresql, change, line) => {
    expect(linesOf(postgresql, change)).toEqual([expect.stringMatching(line)]);
  });

  it('needs no store for a cluster of its own, only for several regions', () => {
    const withoutStore = (zone: LandingZone['spec']) => delete zone.secrets;
    expect(linesOf({ mode: 'dedicated' }, withoutStore)).toEqual([]);
    expect(
      linesOf({ mode: 'dedicated', primary: 'eu-1' }, withoutStore, {
        placements: REGIONS,
      }),
    ).toEqual([
      `${MODE} has no External Secrets, which bring one password to several regions`,
    ]);
  });

  it('is asked for the regions that the landing zone chooses, too', () => {
    const everywhere = (zone: LandingZone['spec']) => {
      zone.clusters.forEach(cluster => {
        cluster.default = cluster.environment === 'production';
      });
    };
    expect(linesOf({}, everywhere)).toEqual([
      expect.stringMatching(
        /^spec\.data\.postgresql\.mode: is "shared", so that eu-1, us-1 of "production"/,
      ),
    ]);
    expect(linesOf({ mode: 'dedicated' }, everywhere)).toEqual([
      expect.stringMatching(/postgresql\.primary: is missing/),
    ]);
  });

  it.each(['app', 'pg-one', 'cnpg-x', 'postgres', 'streaming-replica'])(
    'cannot be called as the module %s',
    name => {
      expect(linesOf({}, undefined, {}, name)).toEqual([
        expect.stringMatching(/^metadata\.name: .* cannot have a database/),
      ]);
      expect(isReservedName(`x-${name}`)).toBe(false);
    },
  );
});

describe('any two modules with databases', () => {
  const anyName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
  const anyMode = fc.constantFrom('shared' as const, 'dedicated' as const);
  const zone = createRichZone('none');

  it('have no name in PostgreSQL in common', () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        expect(databaseName(one) === databaseName(other)).toBe(one === other);
        expect(databaseName(one)).toMatch(/^[a-z][a-z0-9_]*$/);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('have no object and no archive in common', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.constantFrom('a', 'a-b', 'a-database', 'a-db', 'a-db-app'),
          { minLength: 2, maxLength: 2 },
        ),
        fc.tuple(anyMode, anyMode),
        (names, modes) => {
          const [mine, theirs] = names.map((name, index) => {
            const spec = specWith(
              { kind: 'worker' },
              { data: { postgresql: { mode: modes[index] } } },
              name,
            );
            return listPlaces(spec);
          });
          expect(mine.filter(place => theirs.includes(place))).toEqual([]);
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });

  function listPlaces(spec: ReturnType<typeof specWith>): string[] {
    const plan = valueOf(planModule({ spec, zone }));
    return plan.platform.flatMap(file =>
      'objects' in file
        ? file.objects.map(({ kind, metadata, spec: fields }) =>
            kind === 'ObjectStore'
              ? JSON.stringify(fields)
              : `${kind} ${metadata.namespace}/${metadata.name}`,
          )
        : [],
    );
  }
});

describe('what keeps data', () => {
  const zone = createRichZone('none');
  const specOf = (data?: Spec['data']) =>
    specWith({ kind: 'service' }, { data });
  const changes: [string, Spec['data'], Spec['data'], RegExp[]][] = [
    [
      'a shared database',
      { postgresql: {} },
      undefined,
      [/drops DatabaseRole "platform-db\/shop"/, /drops Database "platform-db/],
    ],
    [
      'shared for dedicated',
      { postgresql: {} },
      { postgresql: { mode: 'dedicated' } },
      [/drops DatabaseRole "platform-db\/shop"/, /drops Database "platform-db/],
    ],
    [
      'dedicated for shared',
      { postgresql: { mode: 'dedicated' } },
      { postgresql: {} },
      [
        /drops ObjectStore "shop\/shop-db"/,
        /drops Cluster "shop\/shop-db"/,
        /drops Database "shop\/shop"/,
      ],
    ],
  ];

  it.each(changes)('is not dropped by mistake: %s', (_, was, is, lines) => {
    const platform = { modules: [{ spec: specOf(was) }] };
    const options = { spec: specOf(is), zone, platform };
    expect(problemsOf(resolveModule(options))).toEqual(
      lines.map(line => ({
        path: 'spec.data.postgresql',
        message: expect.stringMatching(line),
        kind: 'refused',
      })),
    );
    expect(
      problemsOf(resolveModule({ ...options, allowDestructive: true })),
    ).toEqual([]);
  });
});

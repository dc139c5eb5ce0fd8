import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { specWith } from '../__testUtils__/planWith';
import { planClusters } from '../plan/planObjects';
import { planModule } from '../plan/planModule';
import type { Manifest } from '../types';
import { findObjectProblems } from './findBoundaryProblems';
import type { ReadManifest } from './manifest';
import { toPlatformFacts } from './platformFacts';

const zone = createRichZone('sidecar');
const KINDS =
  /^(Cluster|Database|DatabaseRole|ObjectStore|ScheduledBackup|ExternalSecret)$/;

function make(mode: 'shared' | 'dedicated'): Manifest[] {
  const spec = specWith(
    { kind: 'service' },
    { data: { postgresql: { mode } } },
  );
  return planClusters(valueOf(planModule({ spec, zone })))
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => KINDS.test(kind));
}

const spec = specWith({ kind: 'service' }, { data: { postgresql: {} } });
const made = { shared: make('shared'), dedicated: make('dedicated') };

function judge(object: Manifest, zones = [zone]): string[] {
  return findObjectProblems(
    object as ReadManifest,
    spec,
    toPlatformFacts(zones, []),
  );
}

/** An object of ours with one field changed. */
function change(
  mode: 'shared' | 'dedicated',
  kind: string,
  path: string,
  value: unknown,
): Manifest {
  const object = made[mode].filter(each => each.kind === kind).pop();
  const copy = structuredClone(object);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<object>(
    (at, key) => Object(Reflect.get(at, key)),
    Object(copy),
  );
  Reflect.set(parent, last, value);
  return copy as Manifest;
}

describe('databases of an entry', () => {
  it.each([[[zone]], [[]]])('are taken as they are made: %#', zones => {
    expect(made.shared.map(({ kind }) => kind)).toContain('Database');
    expect(made.dedicated.map(({ kind }) => kind)).toContain('Cluster');
    for (const object of [...made.shared, ...made.dedicated]) {
      expect([object.kind, judge(object, zones)]).toEqual([object.kind, []]);
    }
  });

  const own = 's3://backups/rich';
  const secret = [
    { secretKey: 'password', remoteRef: { key: 'o8/till/database' } },
  ];
  it.each<['shared' | 'dedicated', string, string, unknown, RegExp]>([
    ['shared', 'Database', 'metadata.name', 'till', /must be "shop"/],
    ['shared', 'Database', 'metadata.annotations', {}, /sync-options/],
    [
      'shared',
      'ExternalSecret',
      'spec.secretStoreRef.kind',
      'ClusterSecretStore',
      /secretStoreRef\.kind/,
    ],
    [
      'shared',
      'ExternalSecret',
      'spec.target.template.type',
      'kubernetes.io/service-account-token',
      /template\.type/,
    ],
    ['shared', 'Database', 'spec.name', 'till', /spec\.name .* is not "shop"/],
    ['shared', 'Database', 'spec.owner', 'till', /spec\.owner/],
    ['shared', 'Database', 'spec.databaseReclaimPolicy', 'delete', /retain/],
    ['shared', 'Database', 'spec.schemas', [{ owner: 'till' }], /schemas/],
    ['shared', 'Database', 'spec.servers', [{ name: 'x' }], /must not be/],
    ['shared', 'Database', 'spec.template', 'till', /must not be/],
    ['shared', 'DatabaseRole', 'spec.name', 'till', /spec\.name/],
    ['shared', 'DatabaseRole', 'spec.superuser', true, /must not be/],
    ['shared', 'DatabaseRole', 'spec.inRoles', ['till'], /must not be/],
    ['shared', 'DatabaseRole', 'spec.bypassrls', true, /must not be/],
    ['shared', 'DatabaseRole', 'spec.replication', true, /must not be/],
    [
      'shared',
      'DatabaseRole',
      'spec.passwordSecret.name',
      'x',
      /shop-database/,
    ],
    ['shared', 'ExternalSecret', 'metadata.name', 'x', /"shop-database"/],
    ['shared', 'ExternalSecret', 'spec.target.name', 'x', /"shop-database"/],
    ['shared', 'ExternalSecret', 'spec.dataFrom', [{ find: {} }], /must not/],
    ['shared', 'ExternalSecret', 'spec.data', secret, /password of "shop"/],
    ['dedicated', 'Cluster', 'metadata.name', 'x', /must be "shop-db"/],
    ['dedicated', 'Cluster', 'metadata.annotations', {}, /sync-options/],
    ['dedicated', 'Cluster', 'spec.enableSuperuserAccess', true, /must not/],
    ['dedicated', 'Cluster', 'spec.serviceAccountName', 'shop', /"shop-db"/],
    [
      'dedicated',
      'Cluster',
      'spec.externalClusters',
      [{ name: 'x', connectionParameters: {} }],
      /externalClusters/,
    ],
    [
      'dedicated',
      'ObjectStore',
      'spec.configuration.destinationPath',
      `${own}/till`,
      /does not end with "\/shop"/,
    ],
    ['dedicated', 'ScheduledBackup', 'spec.cluster.name', 'x', /"shop-db"/],
    ['dedicated', 'Database', 'spec.cluster.name', 'x', /"shop-db"/],
  ])(
    'are refused where they reach further: %s %s %s',
    (...[mode, kind, path, value, line]) => {
      const changed = change(mode, kind, path, value);
      for (const zones of [[zone], []]) {
        expect(judge(changed, zones)).toEqual(
          expect.arrayContaining([expect.stringMatching(line)]),
        );
      }
    },
  );

  it.each([
    'shop/database',
    'a/path--of/shop/database',
    'o8_shop_database',
    'o8--shop--database',
    'shop--database',
    'o8.shop.database',
  ])('may have the key of any store without landing zones: %s', key => {
    const data = [{ secretKey: 'password', remoteRef: { key } }];
    const object = change('shared', 'ExternalSecret', 'spec.data', data);
    expect(judge(object, [])).toEqual([]);
    expect(judge(object)).toEqual([
      expect.stringMatching(/not the password of "shop"/),
    ]);
  });

  it.each([
    'o8/till/database',
    'o8/other-shop/database',
    'o8/other--shop/database',
    'o8--till--database',
    'o8--other-shop--database',
    'o8/shop--database',
    'o8_other--shop_database',
    'o8.other-shop.database',
    'o8/shop/database/of-till',
  ])('have the key of no other module without landing zones: %s', key => {
    const data = [{ secretKey: 'password', remoteRef: { key } }];
    const object = change('shared', 'ExternalSecret', 'spec.data', data);
    expect(judge(object, [])).toEqual([
      expect.stringMatching(/not the password of "shop"/),
    ]);
  });

  it('are beside the shared cluster of their landing zone only, and in it', () => {
    const elsewhere = change(
      'shared',
      'Database',
      'metadata.namespace',
      'till',
    );
    expect(judge(elsewhere)).toEqual([
      expect.stringContaining('it must be "shop"'),
    ]);
    expect(
      judge(change('shared', 'Database', 'spec.cluster.name', 'x')),
    ).toEqual([expect.stringContaining('is not "shared-pg"')]);
    const inPlatform = change(
      'dedicated',
      'Cluster',
      'metadata.namespace',
      'platform-db',
    );
    expect(judge(inPlatform)).not.toEqual([]);
  });
});

import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { specWith } from '../__testUtils__/planWith';
import { planModule } from '../plan/planModule';
import type { Manifest } from '../types';
import { findObjectProblems } from './findBoundaryProblems';
import type { ReadManifest } from './manifest';
import { toPlatformFacts } from './platformFacts';

const UUID = '0b1c2d3e-0000-4000-8000-00000000abcd';
const STORES = {
  vault: {
    server: 'https://vault.example:8200',
    namespace: 'teams/{module}',
    role: 'o8-{module}',
    ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  },
  aws: {
    region: 'eu-central-1',
    role: 'arn:aws:iam::123456789012:role/o8-{module}-{cluster}',
  },
  gcp: { project: 'acme', role: 'o8-{module}@acme.iam.gserviceaccount.com' },
  azure: {
    server: 'https://o8.vault.azure.net',
    tenantId: UUID,
    identities: { shop: UUID },
  },
  kubernetes: { namespace: 'secrets-{module}' },
};
const PROVIDERS = Object.keys(STORES) as (keyof typeof STORES)[];

const spec = specWith(
  { kind: 'service' },
  {
    placements: [{ environment: 'production', cluster: 'us-1' }],
    secrets: [{ name: 'api', keys: ['KEY'], path: 'api' }],
  },
);
const zoneOf = (provider: keyof typeof STORES) =>
  createRichZone('none', {
    events: undefined,
    secrets: {
      operator: 'external-secrets',
      store: { provider, ...STORES[provider] },
    },
  });

/** The account and the store of the module's boundary, as they are planned. */
function plannedFor(zone: LandingZone): [Manifest, Manifest] {
  const file = valueOf(planModule({ spec, zone })).platform.find(({ path }) =>
    path.endsWith('/secret-store.yaml'),
  );
  const objects = file && 'objects' in file ? file.objects : [];
  expect(objects.map(({ kind }) => kind)).toEqual([
    'ServiceAccount',
    'SecretStore',
  ]);
  return [objects[0], objects[1]];
}

const problemsOf = (object: Manifest, zones: LandingZone[]) =>
  findObjectProblems(object as ReadManifest, spec, toPlatformFacts(zones, []));

describe.each(PROVIDERS)('the way to a store of %s', provider => {
  const zone = zoneOf(provider);
  const [account, store] = plannedFor(zone);

  it('is fine as it is planned, whether its landing zone is known or not', () => {
    for (const zones of [[zone], []]) {
      expect(problemsOf(account, zones)).toEqual([]);
      expect(problemsOf(store, zones)).toEqual([]);
    }
  });

  it('is that of no other module', () => {
    const text = JSON.stringify(store);
    const isRoleInIt = /o8-shop|secrets-shop/.test(text);
    const ofOther = JSON.parse(
      text
        .replaceAll('o8-shop', 'o8-billing')
        .replaceAll('secrets-shop', 'secrets-billing')
        .replaceAll('"shop-secrets"', '"billing-secrets"'),
    );
    expect(isRoleInIt).toBe(['vault', 'kubernetes'].includes(provider));
    for (const zones of [[zone], []]) {
      expect(problemsOf(ofOther, zones)).toEqual([
        expect.stringMatching(
          /^must ask .* as the ServiceAccount "shop-secrets" and with a role of "shop"/,
        ),
      ]);
    }
  });

  it('has no credentials, and nothing beside its one provider', () => {
    const [[kind, inner]] = Object.entries(Object(store.spec).provider);
    const more = [
      { auth: { tokenSecretRef: { name: 'root', key: 'token' } } },
      { auth: { ...Object(inner).auth, secretRef: {} } },
      { role: 'arn:aws:iam::123456789012:role/o8-billing' },
      { server: 'http://evil.example' },
    ].map(fields => ({
      provider: { [kind]: { ...Object(inner), ...fields } },
    }));
    const specs = [
      ...more,
      { provider: {} },
      { ...Object(store.spec), conditions: [] },
      {
        provider: {
          ...Object(store.spec).provider,
          fake: { data: [{ key: 'a', value: 'b' }] },
        },
      },
    ];
    for (const zones of [[zone], []]) {
      for (const changed of specs) {
        expect(problemsOf({ ...store, spec: changed }, zones)).toHaveLength(1);
      }
    }
  });
});

describe('the account that asks a store', () => {
  const zone = zoneOf('aws');
  const [account, store] = plannedFor(zone);
  const annotated = (annotations: Record<string, string>): Manifest => ({
    ...account,
    metadata: { ...account.metadata, annotations },
  });
  const ROLE = 'eks.amazonaws.com/role-arn';

  it.each([
    [{ [ROLE]: 'arn:aws:iam::123456789012:role/o8-billing' }],
    [{ [ROLE]: 'arn:aws:iam::123456789012:role/o8-workshop' }],
    [{ 'example.com/identity': 'shop' }],
  ])('is nobody else: %j', annotations => {
    for (const zones of [[zone], []]) {
      expect(problemsOf(annotated(annotations), zones)).toEqual([
        expect.stringMatching(/which is not an identity of this module$/),
      ]);
    }
  });

  it('has the role of a cluster of its landing zone', () => {
    const role = 'arn:aws:iam::123456789012:role/o8-shop-';
    expect(problemsOf(annotated({ [ROLE]: `${role}eu-1` }), [zone])).toEqual(
      [],
    );
    expect(
      problemsOf(annotated({ [ROLE]: `${role}admin` }), [zone]),
    ).toHaveLength(1);
  });

  it('is called as it should be, and nothing is mounted for it', () => {
    for (const zones of [[zone], []]) {
      const named = { ...account.metadata, name: 'shop' };
      expect(problemsOf({ ...account, metadata: named }, zones)).toEqual([
        'is the ServiceAccount "shop": it must be "shop-secrets"',
      ]);
      for (const more of [
        { automountServiceAccountToken: true },
        { secrets: [{ name: 'root' }] },
        { imagePullSecrets: [{ name: 'root' }] },
      ]) {
        expect(problemsOf({ ...account, ...more }, zones)).toEqual([
          'must have no token that is mounted, and no secrets of its own',
        ]);
      }
      const other = { ...store.metadata, name: 'other' };
      expect(problemsOf({ ...store, metadata: other }, zones)).toEqual([
        'is the SecretStore "other": it must be "shop"',
      ]);
    }
  });

  it('is in no namespace but its own', () => {
    for (const object of [account, store]) {
      const metadata = { ...object.metadata, namespace: 'billing' };
      expect(problemsOf({ ...object, metadata }, [zone])).toEqual([
        expect.stringContaining(
          'in the namespace "billing": it must be "shop"',
        ),
      ]);
    }
  });
});

it('boundaries have no Secret, whoever writes it', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'api', namespace: 'shop' },
  };
  for (const zones of [[zoneOf('vault')], []]) {
    expect(problemsOf(secret, zones)).toEqual([
      'is the Secret "api": boundaries do not have this kind',
    ]);
  }
});

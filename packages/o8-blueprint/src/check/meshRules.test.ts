import fc from 'fast-check';
import { anyModule, createRichZone } from '../__testUtils__/anyModule';
import { specWith } from '../__testUtils__/planWith';
import { planClusters } from '../plan/planObjects';
import { resolveModule } from '../plan/resolveModule';
import { findObjectProblems } from './findBoundaryProblems';
import type { ReadManifest } from './manifest';
import { findMissingPolicies } from './meshRules';
import { toPlatformFacts } from './platformFacts';

// Of a landing zone that nobody knows.
const facts = toPlatformFacts([], []);
const shop = specWith(
  { kind: 'service' },
  { dependsOn: [{ module: 'till', port: 8_080 }] },
);

function object(
  kind: string,
  spec: unknown,
  { name = 'any', namespace = 'shop' } = {},
): ReadManifest {
  const group = kind === 'Sidecar' ? 'networking' : 'security';
  return {
    apiVersion: `${group}.istio.io/v1`,
    kind,
    metadata: { name, namespace },
    spec,
  };
}

const linesOf = (manifest: ReadManifest) =>
  findObjectProblems(manifest, shop, facts);

const STRICT = { mtls: { mode: 'STRICT' } };
const to = [{ operation: { ports: ['8080'] } }];
const allow = (source: object, more: object = { to }) => ({
  action: 'ALLOW',
  rules: [{ from: [{ source }], ...more }],
});
const principals = (...namespaces: string[]) => ({
  principals: namespaces.map(each => `cluster.local/ns/${each}/sa/${each}`),
});

describe('what an entry says to the mesh about its own namespace', () => {
  it.each<[string, unknown]>([
    ['PeerAuthentication', STRICT],
    [
      'PeerAuthentication',
      { ...STRICT, selector: { matchLabels: { a: 'b' } } },
    ],
    ['AuthorizationPolicy', {}],
    ['AuthorizationPolicy', allow(principals('istio-ingress'))],
    ['AuthorizationPolicy', allow({ namespaces: ['shop'] }, {})],
    ['AuthorizationPolicy', allow({ serviceAccounts: ['monitoring/prom'] })],
    ['AuthorizationPolicy', { action: 'DENY', rules: [{}] }],
    ['Sidecar', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }],
  ])('may be %s %j', (kind, spec) => {
    expect(linesOf(object(kind, spec))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['PeerAuthentication', undefined],
    ['PeerAuthentication', {}],
    ['PeerAuthentication', { mtls: { mode: 'PERMISSIVE' } }],
    ['PeerAuthentication', { mtls: { mode: 'DISABLE' } }],
    [
      'PeerAuthentication',
      { ...STRICT, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } },
    ],
    ['AuthorizationPolicy', { rules: [{}] }],
    ['AuthorizationPolicy', { rules: [{ to }] }],
    ['AuthorizationPolicy', { action: 'ALLOW', rules: [{ from: [] }] }],
    ['AuthorizationPolicy', allow({})],
    ['AuthorizationPolicy', allow({ principals: [] })],
    ['AuthorizationPolicy', allow({ principals: ['*'] })],
    ['AuthorizationPolicy', allow({ principals: ['*/ns/till/sa/till'] })],
    ['AuthorizationPolicy', allow({ principals: ['cluster.local/ns/till/*'] })],
    ['AuthorizationPolicy', allow({ namespaces: ['*'] })],
    ['AuthorizationPolicy', allow({ namespaces: ['ti*'] })],
    ['AuthorizationPolicy', allow({ serviceAccounts: ['*/till'] })],
    ['AuthorizationPolicy', allow({ notNamespaces: ['till'] })],
    ['AuthorizationPolicy', allow({ ipBlocks: ['10.0.0.0/8'] })],
    ['AuthorizationPolicy', allow(principals('till'), { when: [] })],
    ['AuthorizationPolicy', { targetRefs: [{ kind: 'Gateway', name: 'x' }] }],
    ['Sidecar', {}],
    ['Sidecar', { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }],
    [
      'Sidecar',
      { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, ingress: [{}] },
    ],
  ])('must not be %s %j', (kind, spec) => {
    expect(linesOf(object(kind, spec))).toHaveLength(1);
  });
});

describe('what an entry says to the mesh in the namespace of a callee', () => {
  const at = { namespace: 'till', name: 'from-shop' };

  it.each<[unknown]>([
    [allow(principals('shop'))],
    [allow({ namespaces: ['shop'] })],
    [allow({ serviceAccounts: ['shop/other'] })],
  ])('may be %j', spec => {
    expect(linesOf(object('AuthorizationPolicy', spec, at))).toEqual([]);
  });

  it.each<[unknown]>([
    [{}],
    [allow(principals('shop', 'spy'))],
    [allow(principals('spy'))],
    [allow({ namespaces: ['till'] })],
    [allow(principals('shop'), {})],
    [allow(principals('shop'), { to: [] })],
    [allow(principals('shop'), { to: [{ operation: { ports: [] } }] })],
    [allow(principals('shop'), { to: [{ operation: { paths: ['/'] } }] })],
    [{ ...allow(principals('shop')), action: 'DENY' }],
    [{ ...allow(principals('shop')), action: undefined }],
  ])('must not be %j', spec => {
    expect(linesOf(object('AuthorizationPolicy', spec, at))).toEqual([
      'does more in the namespace "till" than to let "shop" in, at ports that it names',
    ]);
  });

  it('has the name of the caller, and is in no other namespace', () => {
    const own = allow(principals('shop'));
    expect(
      linesOf(object('AuthorizationPolicy', own, { ...at, name: 'deny-all' })),
    ).toEqual([
      'is the AuthorizationPolicy "deny-all" in the namespace "till": it must be "from-shop"',
    ]);
    for (const [kind, spec, namespace] of [
      ['AuthorizationPolicy', own, 'bank'],
      ['PeerAuthentication', STRICT, 'till'],
      ['Sidecar', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, 'till'],
    ] as const) {
      const lines = linesOf(object(kind, spec, { ...at, namespace }));
      expect(lines.join()).toContain(`in the namespace "${namespace}"`);
    }
  });
});

describe('a namespace in the mesh', () => {
  const namespace = (labels: Record<string, string>): ReadManifest => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels },
  });
  const strict = object('PeerAuthentication', STRICT);
  const denyAll = object('AuthorizationPolicy', {});

  it.each<Record<string, string>>([
    { 'istio-injection': 'enabled' },
    { 'istio.io/rev': 'stable' },
    { 'istio.io/dataplane-mode': 'ambient' },
  ])('needs what closes it: %j', labels => {
    const missing = (...objects: ReadManifest[]) =>
      findMissingPolicies('shop', [namespace(labels), ...objects]);
    const noTls = 'has no PeerAuthentication that takes mutual TLS only';
    const noDeny =
      'has no AuthorizationPolicy that refuses everybody by default';
    expect(missing(strict, denyAll)).toEqual([]);
    expect(missing(denyAll)).toEqual([noTls]);
    expect(missing(strict)).toEqual([noDeny]);
    const selector = { matchLabels: { a: 'b' } };
    expect(
      missing(
        object('PeerAuthentication', { ...STRICT, selector }),
        object('AuthorizationPolicy', { selector }),
        object('AuthorizationPolicy', {}, { namespace: 'till' }),
      ),
    ).toEqual([noTls, noDeny]);
  });

  it('is one by its labels only', () => {
    expect(findMissingPolicies('shop', [namespace({})])).toEqual([]);
  });
});

it('takes what is generated, also where the landing zone is not known', () => {
  const zones = (['sidecar', 'ambient'] as const).map(mode =>
    createRichZone(mode),
  );
  const KINDS = ['PeerAuthentication', 'AuthorizationPolicy', 'Sidecar'];
  let found = 0;
  fc.assert(
    fc.property(anyModule, fc.constantFrom(...zones), (spec, zone) => {
      const result = resolveModule({ spec, zone });
      fc.pre(result.ok);
      const objects = result.value
        ? planClusters(result.value).flatMap(file => file.objects)
        : [];
      const own = objects.filter(
        ({ kind, metadata }) =>
          KINDS.includes(kind) && metadata.namespace === spec.metadata.name,
      );
      found += own.length;
      expect(
        own.flatMap(each => findObjectProblems(each, spec, facts)),
      ).toEqual([]);
    }),
    { numRuns: 20, seed: 7 },
  );
  expect(found).toBeGreaterThan(40);
});

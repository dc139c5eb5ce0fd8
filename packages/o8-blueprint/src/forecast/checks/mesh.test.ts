import type { Manifest } from '../../types';
import {
  addObjects,
  createPlan,
  look,
  removeKind,
  setField,
} from '../__testUtils__';

/** A plan without what the blueprint itself says to the mesh. */
const bare = (...changes: Parameters<typeof createPlan>) =>
  removeKind('AuthorizationPolicy')(
    removeKind('PeerAuthentication')(createPlan(...changes)),
  );

const whole = bare();

describe('the mesh', () => {
  const istio = (kind: string, spec: object): Manifest => ({
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name: 'default', namespace: 'billing' },
    spec,
  });

  it.each([
    [
      'TLS-1',
      istio('PeerAuthentication', { mtls: { mode: 'STRICT' } }),
      'satisfied',
    ],
    [
      'TLS-1',
      istio('PeerAuthentication', { mtls: { mode: 'PERMISSIVE' } }),
      'fails',
    ],
    [
      'TLS-1',
      istio('PeerAuthentication', {
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 8080: { mode: 'DISABLE' } },
      }),
      'fails',
    ],
    [
      'TLS-1',
      istio('PeerAuthentication', {
        mtls: { mode: 'STRICT' },
        selector: { matchLabels: { a: 'b' } },
      }),
      'not-checked',
    ],
    ['NET-4', istio('AuthorizationPolicy', {}), 'satisfied'],
    ['NET-4', istio('AuthorizationPolicy', { rules: [{}] }), 'fails'],
    [
      'NET-4',
      istio('AuthorizationPolicy', {
        rules: [{ to: [{ operation: { ports: ['8080'] } }] }],
      }),
      'fails',
    ],
    [
      'NET-4',
      istio('AuthorizationPolicy', {
        rules: [{ from: [{ source: { namespaces: ['*'] } }] }],
      }),
      'fails',
    ],
    ['NET-4', istio('AuthorizationPolicy', { action: 'DENY' }), 'not-checked'],
    [
      'NET-4',
      istio('AuthorizationPolicy', {
        targetRefs: [{ kind: 'Service', name: 'billing' }],
      }),
      'not-checked',
    ],
    [
      'NET-4',
      istio('AuthorizationPolicy', { selector: { matchLabels: { a: 'b' } } }),
      'not-checked',
    ],
  ])('%s is judged by what is planned: %j → %s', (check, object, verdict) => {
    expect(look(check, addObjects(whole, object)).verdict).toBe(verdict);
  });

  const POLICIES = [
    istio('PeerAuthentication', { mtls: { mode: 'STRICT' } }),
    istio('AuthorizationPolicy', {}),
  ];

  it.each([
    ['a namespace that is not in it', 'Namespace', 'metadata.labels', {}],
    [
      'pods that have left it by a label',
      'Deployment',
      'spec.template.metadata.labels',
      { 'sidecar.istio.io/inject': 'false' },
    ],
    [
      'pods that have left it by an annotation',
      'Deployment',
      'spec.template.metadata.annotations',
      { 'sidecar.istio.io/inject': 'false' },
    ],
  ])('says nothing of %s', (_, kind, path, value) => {
    const plan = setField(kind, path, value)(addObjects(whole, ...POLICIES));
    expect([look('TLS-1', plan).verdict, look('NET-4', plan).verdict]).toEqual([
      'fails',
      'fails',
    ]);
  });

  it.each(['sidecar', 'ambient'] as const)(
    'has the namespaces of the blueprint in it: %s',
    mode => {
      const plan = createPlan({ zone: { mesh: { mode } } });
      for (const check of ['TLS-1', 'NET-4']) {
        expect(look(check, plan)).toMatchObject({ verdict: 'satisfied' });
        expect(look(check, plan).objects).not.toEqual([]);
      }
    },
  );

  it('is not known to have the pods of a chart in it', () => {
    const plan = bare({
      spec: {
        workload: {
          kind: 'service',
          chart: {
            repository: 'https://charts.example.com',
            name: 'db',
            version: '1.2.3',
          },
        },
        placements: [],
        observability: undefined,
      },
    });
    const withPolicies = addObjects(plan, ...POLICIES);
    for (const check of ['TLS-1', 'NET-4']) {
      expect(look(check, withPolicies).verdict).toBe('at-runtime');
    }
  });
});

import { changeExample, readExample, readFacts } from '../__testUtils__';
import { istioSecuritySource } from './istioSecuritySource';

const PEERS = 'security.istio.io/PeerAuthentication';
const POLICY = 'security.istio.io/AuthorizationPolicy';

/** The example with this spec alone. */
const readSpec = (kind: string, spec: unknown) => {
  const object = { ...changeExample(kind, {}), spec } as never;
  return readFacts(istioSecuritySource, object)[0].value;
};

describe('a PeerAuthentication', () => {
  it.each<[unknown, object]>([
    [{ mtls: { mode: 'STRICT' } }, { mode: 'STRICT', everyPod: true }],
    [{ mtls: { mode: 'UNSET' } }, { mode: null, everyPod: true }],
    [{}, { mode: null, everyPod: true }],
    [undefined, { mode: null, everyPod: true }],
    [{ selector: {} }, { mode: null, everyPod: true }],
    [
      {
        selector: { matchLabels: { app: 'a' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 8080: { mode: 'DISABLE' }, 9090: {} },
      },
      {
        mode: 'STRICT',
        everyPod: false,
        ports: { 8080: 'DISABLE', 9090: 'UNSET' },
      },
    ],
  ])('of %j', (spec, value) => {
    expect(readSpec(PEERS, spec)).toEqual({ ports: {}, ...value });
  });

  it.each([
    'STRICT',
    { mtls: 'STRICT' },
    { mtls: { mode: 7 } },
    { selector: 'x' },
    { selector: { matchLabels: 'x' } },
    { portLevelMtls: 'x' },
    { portLevelMtls: { 8080: 'STRICT' } },
  ])('says nothing where it is %j', spec => {
    expect(() => readSpec(PEERS, spec)).toThrow();
  });
});

describe('an AuthorizationPolicy', () => {
  const from = [{ source: { serviceAccounts: ['a/b'] } }];
  const to = [{ operation: { ports: ['8080'] } }];

  it('without anything denies all', () => {
    expect(readExample(POLICY).value).toEqual({
      action: 'ALLOW',
      everyPod: true,
      rules: 0,
      deniesAll: true,
      allowsAnybody: false,
    });
  });

  it.each<[string, object, object]>([
    ['allows some', { rules: [{ from, to }] }, { rules: 1 }],
    [
      'allows anybody',
      { rules: [{ from }, {}] },
      { rules: 2, allowsAnybody: true },
    ],
    [
      'allows anybody on a port',
      { rules: [{ to }] },
      { rules: 1, allowsAnybody: true },
    ],
    [
      'allows those of whom something is so',
      { rules: [{ when: [{ key: 'request.auth.claims[iss]' }] }] },
      { rules: 1 },
    ],
    [
      'denies all by a rule',
      { action: 'DENY', rules: [{}] },
      { action: 'DENY', rules: 1, deniesAll: true },
    ],
    [
      'denies a port',
      { action: 'DENY', rules: [{ to }] },
      { action: 'DENY', rules: 1 },
    ],
    ['denies nothing', { action: 'DENY' }, { action: 'DENY' }],
    [
      'only writes down',
      { action: 'AUDIT', rules: [{}] },
      { action: 'AUDIT', rules: 1 },
    ],
    [
      'is for some pods',
      { selector: { matchLabels: { a: 'b' } } },
      { everyPod: false, deniesAll: true },
    ],
    [
      'is for a waypoint',
      { targetRefs: [{ kind: 'Gateway', name: 'waypoint' }] },
      { everyPod: false, deniesAll: true },
    ],
    [
      'is for a Service',
      { targetRef: { kind: 'Service', name: 'a' } },
      { everyPod: false, deniesAll: true },
    ],
  ])('that %s', (_name, spec, value) => {
    expect(readSpec(POLICY, spec)).toEqual({
      action: 'ALLOW',
      everyPod: true,
      rules: 0,
      deniesAll: false,
      allowsAnybody: false,
      ...value,
    });
  });

  it.each([
    { action: 'PERMIT' },
    { rules: {} },
    { rules: [7] },
    { rules: [{ from: 'anybody' }] },
    { selector: [] },
    { targetRefs: {} },
  ])('says nothing where it is %j', spec => {
    expect(() => readSpec(POLICY, spec)).toThrow();
  });
});

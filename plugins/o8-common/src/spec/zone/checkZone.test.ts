import { createZoneInput, findProblems } from '../__testUtils__';
import { landingZoneSchema } from '../landingZone';

const linesOf = (more: object) => {
  const zone = createZoneInput();
  return findProblems(landingZoneSchema, {
    ...zone,
    spec: { ...zone.spec, ...more },
  });
};
const GATEWAY = {
  mode: 'gateway',
  gateway: { namespace: 'istio-egress', podLabels: { istio: 'egress' } },
};
const STORE = { provider: 'vault', server: 'https://vault.example' };

describe('checkZone', () => {
  it.each([
    { mesh: { mode: 'sidecar', revision: 'stable' }, egress: GATEWAY },
    { mesh: { mode: 'ambient' }, egress: GATEWAY },
    { egress: { mode: 'cidr' } },
    { secrets: { operator: 'external-secrets', store: STORE } },
    { secrets: { operator: 'sealed-secrets', certificates: { 'eu-1': 'P' } } },
  ])('takes %j', more => {
    expect(linesOf(more)).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { egress: GATEWAY },
      'spec.egress.mode: needs a mesh, which leads requests to the gateway: say "mesh.mode: sidecar" or "ambient", or "egress.mode: cidr"',
    ],
    [
      { mesh: { mode: 'ambient', revision: 'stable' } },
      'spec.mesh.revision: is for "mode: sidecar" only',
    ],
    [
      { secrets: { operator: 'external-secrets' } },
      'spec.secrets.store: is missing: External Secrets reads from one',
    ],
    [
      { secrets: { operator: 'sealed-secrets', store: STORE } },
      'spec.secrets.store: is for "operator: external-secrets" only',
    ],
    [
      {
        secrets: {
          operator: 'external-secrets',
          store: STORE,
          certificates: { 'eu-1': 'P' },
        },
      },
      'spec.secrets.certificates: is for "operator: sealed-secrets" only',
    ],
    [
      {
        secrets: { operator: 'sealed-secrets', certificates: { 'us-1': 'P' } },
      },
      'spec.secrets.certificates["us-1"]: is not a cluster of the landing zone, which has eu-1',
    ],
    [
      { mesh: { mode: 'sidecars' }, egress: GATEWAY },
      'spec.mesh.mode: must be one of none, sidecar, ambient',
    ],
    [
      { argocd: { project: 'default' } },
      'spec.argocd.project: must not be "default", which allows everything to everybody',
    ],
  ])('refuses %j', (more, line) => {
    expect(linesOf(more)).toEqual([line]);
  });

  it.each([undefined, null, 1, 'x', []])('survives %j', spec => {
    const zone = { ...createZoneInput(), spec };
    expect(findProblems(landingZoneSchema, zone)).toEqual([
      expect.stringMatching(
        /^spec: (is missing|must be an object with fields)$/,
      ),
    ]);
  });
});

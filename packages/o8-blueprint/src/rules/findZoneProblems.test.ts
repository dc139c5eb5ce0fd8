import {
  formatProblem,
  landingZoneSchema,
  moduleSpecSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import { findZoneProblems } from './findZoneProblems';

function linesOf(spec: object, zone: object = {}): string[] {
  const apiVersion = 'orchestr8.io/v1alpha1';
  const module = moduleSpecSchema.parse({
    apiVersion,
    kind: 'Module',
    metadata: { name: 'billing', owner: 'group:default/payments' },
    spec: { landingZone: 'acme', workload: { kind: 'service' }, ...spec },
  });
  const landingZone = landingZoneSchema.parse({
    apiVersion,
    kind: 'LandingZone',
    metadata: { name: 'acme' },
    spec: {
      git: { url: 'https://git.example', modules: 'a', platform: 'b/c' },
      clusters: [
        { name: 'eu-1', environment: 'production', default: true },
        { name: 'us-1', environment: 'production' },
      ],
      registry: 'ghcr.io/acme',
      placeholderImage: 'ghcr.io/acme/hello:1',
      ...zone,
    },
  });
  const problems = findZoneProblems(module, landingZone);
  expect(problems.every(({ kind }) => kind === 'refused')).toBe(true);
  return problems.map(formatProblem);
}

describe('findZoneProblems', () => {
  const exposed = (host: string) => ({ exposure: { kind: 'public', host } });

  it('takes what says nothing', () => {
    expect(linesOf({})).toEqual([]);
  });

  it('asks for public hosts below the domain', () => {
    const domain = 'acme.example';
    expect(linesOf(exposed('billing.acme.example'), { domain })).toEqual([]);
    for (const host of ['acme.example', 'evilacme.example', 'a.example.com']) {
      expect(linesOf(exposed(host), { domain })).toEqual([
        `spec.exposure.host: "${host}" is not below acme.example, the domain of the landing zone "acme"`,
      ]);
    }
    expect(linesOf(exposed('billing.acme.example'))).toEqual([
      'spec.exposure.host: the landing zone "acme" has no domain for public hosts',
    ]);
  });

  it('refuses hosts that are found in a namespace of the platform', () => {
    const calls = (host: string) => linesOf({ dependsOn: [{ host }] });
    for (const namespace of ['argocd', 'velero', 'kube-system', 'default']) {
      expect(calls(`server.${namespace}`)).toEqual([
        `spec.dependsOn[0].host: "server.${namespace}" would be found in the namespace "${namespace}" of the cluster: name a host outside of it`,
      ]);
    }
    expect(calls('argocd.example')).toEqual([]);
    expect(calls('server.argocd.example')).toEqual([]);
  });

  it('keeps the ports of sidecars free, where there are some', () => {
    const spec = {
      workload: {
        kind: 'service',
        port: 15_000,
        probes: { liveness: { port: 15_021 }, readiness: { port: 14_999 } },
      },
      observability: { metrics: { port: 15_090 } },
    };
    expect(linesOf(spec, { mesh: { mode: 'ambient' } })).toEqual([]);
    expect(linesOf(spec, { mesh: { mode: 'sidecar' } })).toEqual(
      [
        ['workload.port', 15_000],
        ['workload.probes.liveness.port', 15_021],
        ['observability.metrics.port', 15_090],
      ].map(
        ([path, port]) =>
          `spec.${path}: ${port} belongs to the sidecars of the mesh: not 15000 to 15090`,
      ),
    );
  });

  it('knows how far back the shared database goes', () => {
    const database = { cluster: 'pg', namespace: 'db', retention: '14d' };
    const spec = (pitrWindow: string) => ({
      data: { postgresql: { pitrWindow } },
    });
    expect(linesOf(spec('14d'), { database })).toEqual([]);
    expect(linesOf(spec('15d'), { database })).toEqual([
      'spec.data.postgresql.pitrWindow: is more than the shared database keeps: at most 14d, or "mode: dedicated"',
    ]);
  });

  it('asks for ciphertext of the clusters that nobody named, and of no others', () => {
    const secrets = (cluster: string) => [
      { name: 'a', keys: ['A'], sealed: { [cluster]: { A: 'Ag1' } } },
    ];
    expect(linesOf({ secrets: secrets('eu-1') })).toEqual([]);
    expect(linesOf({ secrets: secrets('us-1') })).toEqual([
      'spec.secrets[0].sealed["eu-1"].A: is missing: "o8 seal o8.yaml --secret a --key A --cluster eu-1 --landing-zone ZONE.yaml" writes it',
      'spec.secrets[0].sealed["us-1"]: is for a cluster on which the module is not: add the placement, or remove what is sealed for it',
    ]);
  });
});

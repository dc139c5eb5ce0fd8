import {
  landingZoneSchema,
  MESH_MODES,
  moduleSpecSchema,
  type LandingZone,
  type ModuleSpec,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, planOf } from '../__testUtils__/examples';
import { isAllowed, type Attempt, type Peer } from '../__testUtils__/isAllowed';
import { planClusters } from '../plan/planObjects';
import type { Manifest } from '../types';

const { zone: pinned } = exampleOf('pinned');

function zoneWith(mode: LandingZone['spec']['mesh']['mode']): LandingZone {
  return landingZoneSchema.parse({
    ...pinned,
    spec: {
      ...pinned.spec,
      mesh: { mode },
      dns: { nodeLocalCidr: '169.254.20.10/32' },
      monitoring: {
        namespace: 'monitoring',
        podLabels: { 'app.kubernetes.io/name': 'prometheus' },
      },
      egress: { mode: 'cidr' },
    },
  });
}

type Fields = Partial<ModuleSpecInput['spec']>;

function module(name: string, system: string, fields: Fields): ModuleSpec {
  return moduleSpecSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name, system, owner: 'group:default/team' },
    spec: {
      landingZone: pinned.metadata.name,
      workload: { kind: 'service' },
      ...fields,
    },
  });
}

const chart = (selector?: Record<string, string>): Fields => ({
  workload: {
    kind: 'service',
    chart: {
      repository: 'https://charts.example',
      name: 'any',
      version: '1.0.0',
      port: 3000,
      selector,
    },
  },
});

/** One of each kind that can call and be called, and two that nobody calls. */
const modules = [
  module('front', 'voice', {
    dependsOn: [
      { module: 'ledger' },
      { module: 'traces', port: 3000 },
      { host: 'api.partner.example', cidrs: ['203.0.113.0/28'] },
    ],
  }),
  module('ledger', 'money', {
    callers: ['front', 'nightly'],
    workload: { kind: 'service', port: 9443 },
    observability: { metrics: { port: 9100 } },
  }),
  module('traces', 'money', { ...chart({ app: 'web' }), callers: 'any' }),
  module('panels', 'voice', {
    ...chart(),
    dependsOn: [{ module: 'front' }],
  }),
  module('sorter', 'voice', {
    workload: { kind: 'worker' },
    dependsOn: [{ module: 'panels' }],
  }),
  module('nightly', 'money', {
    workload: { kind: 'job', job: { schedule: '0 1 * * *' } },
    dependsOn: [{ module: 'ledger', port: 9443 }],
  }),
];

const ip = '10.9.8.7';
/** The pods of a module. A chart without a selector has any; "web" is selected by the other. */
function podOf({ metadata: { name }, spec }: ModuleSpec): Peer {
  const { chart: isChart } = spec.workload;
  const labels: Record<string, string> = isChart
    ? { app: 'web' }
    : { 'app.kubernetes.io/name': name };
  return { namespace: name, labels, ip };
}

const dns: Peer = {
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
};
const istiod: Peer = { namespace: 'istio-system', labels: { app: 'istiod' } };
const prometheus: Peer = {
  namespace: 'monitoring',
  labels: { 'app.kubernetes.io/name': 'prometheus' },
  ip: '10.1.1.1',
};
const stranger: Peer = { namespace: 'elsewhere', labels: {}, ip: '10.2.2.2' };
const nodeCache: Peer = { ip: '169.254.20.10' };
const ambientProbe: Peer = { ip: '169.254.7.127' };
const partner: Peer = { ip: '203.0.113.9' };

const PORTS = [22, 53, 80, 443, 3000, 8080, 9090, 9100, 9443, 10250];
const MESH_PORTS = [15_008, 15_012, 15_020, 15_090];

/** Which ports of whom a module calls: written by hand, so that no rule judges itself. */
const CALLS: Record<string, number> = {
  'front ledger': 9443,
  'front traces': 3000,
  'panels front': 8080,
  'sorter panels': 3000,
  'nightly ledger': 9443,
};

describe.each(MESH_MODES)('in the mesh mode "%s"', mode => {
  const zone = zoneWith(mode);
  const platform = { modules: modules.map(spec => ({ spec })) };
  const manifests: Manifest[] = modules
    .flatMap(spec => planClusters(planOf({ spec, zone }, platform)))
    .filter(({ path }) => path.includes('/clusters/eu-1/'))
    .flatMap(({ objects }) => objects);
  const open = (attempt: Attempt) => isAllowed(manifests, attempt);
  /** The ports of those above that are open. */
  const openPorts = (from: Peer, to: Peer) =>
    [...PORTS, ...MESH_PORTS].filter(port => open({ from, to, port }));
  const tunnel = mode === 'ambient' ? [15_008] : [];
  const pairs = modules.flatMap(from =>
    modules.filter(to => to !== from).map(to => [from, to] as const),
  );

  it('lets a module call what it has declared, and nothing else', () => {
    const found = pairs.map(([from, to]) => [
      `${from.metadata.name} ${to.metadata.name}`,
      openPorts(podOf(from), podOf(to)),
    ]);
    const expected = pairs.map(([from, to]) => {
      const pair = `${from.metadata.name} ${to.metadata.name}`;
      return [pair, pair in CALLS ? [CALLS[pair], ...tunnel] : []];
    });
    expect(found).toEqual(expected);
    expect(found.filter(([, ports]) => ports.length > 0)).toHaveLength(5);
  });

  it.each(['to-ledger', 'from-front'])(
    'needs both halves: without %s',
    half => {
      const rest = manifests.filter(({ metadata }) => metadata.name !== half);
      const [from, to] = modules.map(podOf);
      expect(open({ from, to, port: 9443 })).toBe(true);
      expect(isAllowed(rest, { from, to, port: 9443 })).toBe(false);
    },
  );

  it.each(['front', 'ledger'])(
    'has no half that allows more than the edge: without the policies of %s',
    opened => {
      const rest = manifests.filter(
        ({ metadata }) => metadata.namespace !== opened,
      );
      const [from, to] = modules.map(podOf);
      const ports = [...PORTS, ...MESH_PORTS].filter(port =>
        isAllowed(rest, { from, to, port }),
      );
      expect(ports).toEqual([9443, ...tunnel]);
    },
  );

  it('reaches only those pods of a chart that callers reach', () => {
    const worker = { namespace: 'traces', labels: { app: 'worker' } };
    const [front, , traces] = modules;
    expect(openPorts(podOf(front), worker)).toEqual([]);
    expect(open({ from: podOf(traces), to: worker, port: 6379 })).toBe(true);
  });

  it('keeps the replicas of a generated module apart', () => {
    const front = podOf(modules[0]);
    expect(openPorts(front, front)).toEqual([]);
  });

  it('answers questions for names, and no other of the DNS pods', () => {
    for (const from of modules.map(podOf)) {
      for (const to of [dns, nodeCache]) {
        expect(openPorts(from, to)).toEqual([53]);
        expect(open({ from, to, port: 53, protocol: 'UDP' })).toBe(true);
      }
      expect(openPorts(from, { ...dns, labels: {} })).toEqual([]);
      expect(openPorts(from, { ...dns, namespace: 'elsewhere' })).toEqual([]);
    }
  });

  it('reaches istiod where pods have a proxy of their own', () => {
    const expected = mode === 'sidecar' ? [15_012] : [];
    for (const from of modules.map(podOf)) {
      expect(openPorts(from, istiod)).toEqual(expected);
      expect(openPorts(from, { ...istiod, labels: {} })).toEqual([]);
    }
  });

  it('lets Prometheus ask for metrics, and only it', () => {
    const [front, ledger] = modules.map(podOf);
    expect(openPorts(prometheus, ledger)).toEqual([9100, ...tunnel]);
    expect(openPorts(prometheus, front)).toEqual([]);
    expect(openPorts({ ...prometheus, labels: {} }, ledger)).toEqual([]);
    expect(openPorts(ledger, prometheus)).toEqual([]);
  });

  it('lets the probes of the node in where the mesh changes their address', () => {
    for (const to of modules.map(podOf)) {
      const isOpen = open({ from: ambientProbe, to, port: 8080 });
      expect(isOpen).toBe(mode === 'ambient');
    }
  });

  it('reaches the addresses of an external host on its port', () => {
    const [front, ...others] = modules.map(podOf);
    expect(openPorts(front, partner)).toEqual([443]);
    expect(openPorts(front, { ip: '203.0.113.16' })).toEqual([]);
    for (const other of others) {
      expect(openPorts(other, partner)).toEqual([]);
    }
  });

  it('has nothing to do with anybody else', () => {
    for (const pod of modules.map(podOf)) {
      expect(openPorts(pod, stranger)).toEqual([]);
      expect(openPorts(stranger, pod)).toEqual([]);
      expect(openPorts(pod, { ip: '198.51.100.1' })).toEqual([]);
      expect(openPorts({ ip: '198.51.100.1' }, pod)).toEqual([]);
    }
  });
});

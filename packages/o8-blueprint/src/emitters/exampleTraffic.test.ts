import {
  MESH_MODES,
  type LandingZone,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { planOf } from '../__testUtils__/examples';
import { isAllowed, type Peer } from '../__testUtils__/isAllowed';
import { readModules, readZones } from '../__testUtils__/publishedExamples';
import { planClusters } from '../plan/planObjects';
import type { Manifest } from '../types';

const [demo] = readZones();
const examples = readModules(demo);

/** Without a mesh nobody counts the requests by which a canary is judged. */
function specsFor(mode: LandingZone['spec']['mesh']['mode']): ModuleSpec[] {
  return mode === 'none'
    ? examples.map(({ spec: { delivery, ...spec }, ...module }) => ({
        ...module,
        spec: {
          ...spec,
          ...(delivery && {
            delivery: { ...delivery, successRatePercent: undefined },
          }),
        },
      }))
    : examples;
}

/** The demo's landing zone in a mode. Without a mesh nothing leads to its egress gateway. */
function zoneWith(mode: LandingZone['spec']['mesh']['mode']): LandingZone {
  const zone = structuredClone(demo);
  zone.spec.mesh.mode = mode;
  zone.spec.egress = mode === 'none' ? { mode: 'cidr' } : zone.spec.egress;
  return zone;
}

function portOf({ spec: { workload } }: ModuleSpec): number | undefined {
  return workload.chart ? workload.chart.port : workload.port;
}

/** A pod of a namespace, and whether its module means it as a caller and as a callee. */
interface Pod extends Peer {
  spec: ModuleSpec;
  calls: boolean;
  answers: boolean;
}

/** The pods of a module, and one that somebody else has put beside them. */
function podsOf(spec: ModuleSpec): Pod[] {
  const { chart } = spec.spec.workload;
  const { name } = spec.metadata;
  const own = chart?.selector ?? { 'app.kubernetes.io/name': name };
  const ip = '10.4.4.4';
  return [
    { spec, namespace: name, ip, labels: own, calls: true, answers: true },
    // All pods of a chart may call; which of them does is not known.
    { spec, namespace: name, ip, labels: {}, calls: !!chart, answers: false },
  ];
}

function accepts(callee: ModuleSpec, caller: ModuleSpec): boolean {
  const { callers = 'system' } = callee.spec;
  const { system } = callee.metadata;
  return callers === 'system'
    ? system !== undefined && system === caller.metadata.system
    : callers === 'any' || callers.includes(caller.metadata.name);
}

/** Each port that any policy names, its neighbours, and one that none does. */
function listPorts(manifests: Manifest[]): number[] {
  const named = JSON.stringify(manifests).match(/(?<=ort":)\d+/g) ?? [];
  const all = [22, 80, 443, 54_321, ...named.map(Number)];
  return [...new Set(all.flatMap(port => [port, port + 1]))];
}

/** Who reaches whom, and at which ports: all of it, and each half by itself. */
function findReach(manifests: Manifest[], pods: Pod[], ports: number[]) {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
  const without = (namespace = '') =>
    policies.filter(({ metadata }) => metadata.namespace !== namespace);
  return pods.flatMap(from =>
    pods
      .filter(to => to.namespace !== from.namespace)
      .flatMap(to => {
        const [asked, accepted] = [to, from].map(({ namespace }) => {
          const half = without(namespace);
          return ports.filter(port => isAllowed(half, { from, to, port }));
        });
        return asked.length + accepted.length > 0
          ? [{ pair: pairOf(from, to), asked, accepted }]
          : [];
      }),
  );
}

function pairOf(from: Pod, to: Pod): string {
  const [a, b] = [from, to].map(
    ({ namespace, labels }) => `${namespace} ${JSON.stringify(labels)}`,
  );
  return `${a} → ${b}`;
}

function expectReach(pods: Pod[], ports: number[], tunnel: number[]) {
  return pods.flatMap(from =>
    pods.flatMap(to => {
      const call = from.spec.spec.dependsOn?.find(
        ({ module }) => module === to.spec.metadata.name,
      );
      if (!call || !from.calls || !to.answers || !accepts(to.spec, from.spec)) {
        return [];
      }
      const open = [call.port ?? portOf(to.spec), ...tunnel];
      const both = ports.filter(port => open.includes(port));
      return [{ pair: pairOf(from, to), asked: both, accepted: both }];
    }),
  );
}

const PORT = '"ports":[{"port":5555,"protocol":"TCP"},';
const POD_LABELS = /(?<="podSelector":\{)"matchLabels":\{[^}]*\}/g;

/** Both halves of each edge, with something that nobody has agreed to. */
const WIDENED: [string, (policy: Manifest) => unknown][] = [
  ['any port', ({ spec }) => dropFrom(spec, 'ports')],
  ['any pod or address', ({ spec }) => dropFrom(spec, 'to', 'from')],
  ['one more port', ({ spec }) => edit(spec, '"ports":[', PORT)],
  ['all pods of the namespaces', ({ spec }) => edit(spec, POD_LABELS, '')],
];

function dropFrom(spec: unknown, ...fields: string[]): unknown {
  return JSON.parse(
    JSON.stringify(spec, (key, value: unknown) =>
      fields.includes(key) ? undefined : value,
    ),
  );
}

function edit(spec: unknown, pattern: string | RegExp, by: string): unknown {
  return JSON.parse(JSON.stringify(spec).replace(pattern, by));
}

describe.each(MESH_MODES)('the examples in the mesh mode "%s"', mode => {
  const zone = zoneWith(mode);
  const specs = specsFor(mode);
  const platform = { modules: specs.map(spec => ({ spec })) };
  const files = specs.flatMap(spec =>
    planClusters(planOf({ spec, zone }, platform)),
  );
  const tunnel = mode === 'ambient' ? [15_008] : [];

  function readCluster(cluster: string) {
    const manifests = files
      .filter(({ path }) => path.includes(`/clusters/${cluster}/`))
      .flatMap(({ objects }) => objects);
    const placed = specs.filter(
      ({ spec: { placements } }) =>
        // Both clusters of the demo are default ones.
        placements.length === 0 ||
        placements.some(placement => placement.cluster === cluster),
    );
    return { manifests, pods: placed.flatMap(podsOf) };
  }

  it.each(['eu-1', 'us-1'])('call each other as they say, on %s', cluster => {
    const { manifests, pods } = readCluster(cluster);
    const ports = listPorts(manifests);
    const found = findReach(manifests, pods, ports);
    expect(found).toEqual(expectReach(pods, ports, tunnel));
    expect(found.length).toBeGreaterThan(2);
  });

  it.each(WIDENED)('would be found to reach %s', (_, widen) => {
    const { manifests, pods } = readCluster('eu-1');
    const wider = manifests.map(manifest =>
      /^(to|from)-/.test(manifest.metadata.name)
        ? { ...manifest, spec: widen(manifest) }
        : manifest,
    );
    expect(wider).not.toEqual(manifests);
    const ports = listPorts(wider);
    expect(findReach(wider, pods, ports)).not.toEqual(
      expectReach(pods, ports, tunnel),
    );
  });
});

import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { createRichZone } from '../../__testUtils__/anyModule';
import { anyPlatform } from '../../__testUtils__/anyPlatform';
import { valueOf } from '../../__testUtils__/examples';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { isAuthorized } from '../../__testUtils__/isAuthorized';
import { readModules, readZones } from '../../__testUtils__/publishedExamples';
import { planClusters } from '../../plan/planObjects';
import { resolveModule } from '../../plan/resolveModule';
import type { Manifest } from '../../types';

const MODES = ['sidecar', 'ambient'] as const;
const TUNNEL = 15_008;

interface Pod {
  namespace: string;
  serviceAccount: string;
  labels: Record<string, string>;
  ip: string;
}

/** What stands on a cluster, and a pod of each kind that may be there. */
interface Cluster {
  manifests: Manifest[];
  pods: Pod[];
}

/** The pods of a module, and one that somebody else has put beside them. */
function podsOf({ metadata: { name }, spec }: ModuleSpec): Pod[] {
  const labels = spec.workload.chart?.selector ?? {
    'app.kubernetes.io/name': name,
  };
  const each = { namespace: name, ip: '10.4.4.4' };
  return [
    { ...each, serviceAccount: name, labels },
    { ...each, serviceAccount: 'default', labels: {} },
  ];
}

function readCluster(
  specs: ModuleSpec[],
  zone: LandingZone,
  cluster: string,
): Cluster {
  const platform = { modules: specs.map(spec => ({ spec })) };
  const plans = specs
    .map(spec => valueOf(resolveModule({ spec, zone, platform })))
    .filter(({ placements }) =>
      placements.some(each => each.cluster.name === cluster),
    );
  return {
    manifests: plans.flatMap(plan =>
      planClusters(plan)
        .filter(({ path }) => path.includes(`/clusters/${cluster}/`))
        .flatMap(({ objects }) => objects),
    ),
    pods: plans.flatMap(({ spec }) => podsOf(spec)),
  };
}

/** Each port that any policy names, its neighbours, and one that none does. */
function listPorts(manifests: Manifest[]): number[] {
  const text = JSON.stringify(manifests);
  const named = text.match(/(?<=ort":|"ports":\[")\d+/g) ?? [];
  const all = [22, 80, 443, 54_321, ...named.map(Number)];
  return [...new Set(all.flatMap(port => [port, port + 1]))].filter(
    port => port !== TUNNEL,
  );
}

/** What of some objects is in the namespaces of both ends. */
function near(manifests: Manifest[], ...ends: Pod[]): Manifest[] {
  return manifests.filter(({ metadata }) =>
    ends.some(({ namespace }) => namespace === metadata.namespace),
  );
}

/** Asks the same of each pod about each other one, at each port. */
function ask(
  { manifests, pods }: Cluster,
  toAnswer: (
    there: Manifest[],
  ) => (request: { from: Pod; to: Pod; port: number }) => boolean,
): Set<string> {
  const ports = listPorts(manifests);
  return new Set(
    pods.flatMap(from =>
      pods.flatMap(to => {
        const isOpen = toAnswer(near(manifests, from, to));
        return ports
          .filter(port => isOpen({ from, to, port }))
          .map(
            port =>
              `${from.namespace}/${from.serviceAccount} → ${to.namespace}/${to.serviceAccount} ${port}`,
          );
      }),
    ),
  );
}

const askNetwork = (cluster: Cluster) =>
  ask(cluster, there => request => isAllowed(there, request));
const askMesh = (cluster: Cluster) =>
  ask(cluster, there => request => isAuthorized(there, request));

/** Of those that are open, how many are between modules. */
function countOpen(open: Set<string>): number {
  return [...open].filter(line => {
    const [from, to] = line.split(' → ').map(each => each.split('/')[0]);
    return from !== to;
  }).length;
}

const [demo] = readZones();
const examples = readModules(demo);

function examplesIn(mode: (typeof MODES)[number]): Cluster {
  const zone = structuredClone(demo);
  zone.spec.mesh.mode = mode;
  return readCluster(examples, zone, 'eu-1');
}

type Rules = { from?: object[]; to?: object[] }[];

/** An entry's half of an edge, with something that nobody has agreed to. */
function widen(
  { manifests, pods }: Cluster,
  change: (rules: Rules) => Rules,
): Cluster {
  return {
    pods,
    manifests: manifests.map(manifest =>
      manifest.kind === 'AuthorizationPolicy' &&
      manifest.metadata.name.startsWith('from-')
        ? {
            ...manifest,
            spec: {
              ...Object(manifest.spec),
              rules: change(Object(manifest.spec).rules),
            },
          }
        : manifest,
    ),
  };
}

const anyone = [{ source: { namespaces: ['voicefuse', 'search-index'] } }];

const WIDENED: [string, (cluster: Cluster) => Cluster][] = [
  [
    'at any port',
    cluster => widen(cluster, rules => rules.map(({ from }) => ({ from }))),
  ],
  [
    'to anybody',
    cluster => widen(cluster, rules => rules.map(({ to }) => ({ to }))),
  ],
  [
    'to all accounts of a namespace',
    cluster =>
      widen(cluster, rules => rules.map(({ to }) => ({ to, from: anyone }))),
  ],
  [
    'at one more port',
    cluster =>
      widen(cluster, rules => [
        ...rules,
        ...rules.map(({ from }) => ({
          from,
          to: [{ operation: { ports: ['54321'] } }],
        })),
      ]),
  ],
  ['to nobody', cluster => widen(cluster, () => [])],
  [
    'without the default',
    ({ manifests, pods }) => ({
      pods,
      manifests: manifests.filter(
        ({ metadata }) => metadata.name !== 'deny-all',
      ),
    }),
  ],
];

describe.each(MODES)(
  'the policies of the network and of the mesh: %s',
  mode => {
    const cluster = examplesIn(mode);
    const open = askNetwork(cluster);

    it('agree about the examples, pair by pair and port by port', () => {
      expect(askMesh(cluster)).toEqual(open);
      expect(countOpen(open)).toBeGreaterThan(2);
    });

    it.each(WIDENED)(
      'would not agree if the mesh were open %s',
      (_, change) => {
        const changed = change(cluster);
        expect(changed.manifests).not.toEqual(cluster.manifests);
        expect(askMesh(changed)).not.toEqual(open);
      },
    );

    it('agree about any modules that call each other', () => {
      const zone = createRichZone(mode);
      let found = 0;
      fc.assert(
        fc.property(anyPlatform, ({ specs }) => {
          const any = readCluster(specs, zone, 'eu-1');
          const reached = askNetwork(any);
          expect(askMesh(any)).toEqual(reached);
          found += countOpen(reached);
        }),
        { numRuns: 12, seed: 7 },
      );
      expect(found).toBeGreaterThan(5);
    });
  },
);

import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
  tcpPorts,
} from '../../emitters/boundary/networkPolicy';
import { selectorLabels } from '../../emitters/labels';
import type { PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import {
  clusterName,
  LABEL_CLUSTER,
  migrationsName,
  POSTGRES_PORT,
  restoredName,
} from './names';
import { databaseOf } from './topology';

/** Where instances tell each other and the operator how they are. */
const STATUS_PORT = 8_000;
const METRICS_PORT = 9_187;
const HTTPS_PORT = 443;

/** The pods of a cluster, and of the one that people restore it to. */
function databasePods(module: string): object {
  return {
    matchExpressions: [
      {
        key: LABEL_CLUSTER,
        operator: 'In',
        values: [clusterName(module), restoredName(module)],
      },
    ],
  };
}

/** Who connects to the database: the pods of the module, and those of its migrations. */
function clientPods({ spec }: PlacementContext): object[] {
  const { name } = spec.metadata;
  const { migrations } = databaseOf({ spec }) ?? {};
  return [
    selectPods(ownPods(spec)),
    ...(migrations ? [selectPods(selectorLabels(migrationsName(name)))] : []),
  ];
}

const tcp = (...ports: number[]) =>
  ports.map(port => ({ port, protocol: 'TCP' }));

/** The way of a module to the shared cluster. Who is let in there says its platform. */
export function sharedHole(context: PlacementContext): Manifest[] {
  const { database } = context.zone.spec;
  if (!database || !databaseOf(context, 'shared')) {
    return [];
  }
  const to = [
    podsIn(database.namespace, { [LABEL_CLUSTER]: database.cluster }),
  ];
  return clientPolicies(context, [
    { to, ports: tcpPorts(context.zone, [POSTGRES_PORT]) },
  ]);
}

/** What a cluster of CloudNativePG needs, and the way to it. It is in no mesh. */
export function ownClusterHoles(context: PlacementContext): Manifest[] {
  const { spec, zone } = context;
  const { database, objectStorage, monitoring } = zone.spec;
  if (!databaseOf(context, 'dedicated') || !database || !objectStorage) {
    return [];
  }
  const { name } = spec.metadata;
  const pods = { podSelector: databasePods(name) };
  const { operator, apiServerCidrs = [], apiServerPort } = database;
  const cidrs = (list: string[]) => list.map(cidr => ({ ipBlock: { cidr } }));
  const ofPods = (policy: string, rules: object) =>
    networkPolicy(name, { name: policy }, { ...pods, ...rules });
  const among = tcp(POSTGRES_PORT, STATUS_PORT);
  const ingress = [
    { from: [pods], ports: among },
    { from: [podsIn(operator.namespace, operator.podLabels)], ports: among },
    {
      from: clientPods(context).map(podSelector => ({ podSelector })),
      ports: tcp(POSTGRES_PORT),
    },
    ...(monitoring
      ? [
          {
            from: [podsIn(monitoring.namespace, monitoring.podLabels)],
            ports: tcp(METRICS_PORT),
          },
        ]
      : []),
  ];
  const egress = [
    { to: [pods], ports: among },
    {
      to: cidrs(apiServerCidrs),
      // Some networks see the address of the Service, others what is behind it.
      ports: tcp(...new Set([HTTPS_PORT, apiServerPort])),
    },
    {
      to: cidrs(objectStorage.cidrs ?? []),
      ports: tcp(...objectStorage.ports),
    },
  ];
  return [
    ofPods('allow-database', {
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress: egress.filter(({ to }) => to.length > 0),
    }),
    ...clientPolicies(context, [{ to: [pods], ports: tcp(POSTGRES_PORT) }]),
  ];
}

function clientPolicies(
  context: PlacementContext,
  egress: object[],
): Manifest[] {
  const names = ['allow-database-egress', 'allow-migrations-egress'];
  return clientPods(context).map((podSelector, index) =>
    networkPolicy(
      context.spec.metadata.name,
      { name: names[index] },
      { podSelector, policyTypes: ['Egress'], egress },
    ),
  );
}

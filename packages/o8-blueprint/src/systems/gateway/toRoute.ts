import { annotated, syncWave } from '../../emitters/annotations';
import { workloadLabels } from '../../emitters/labels';
import type { ModuleContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { trafficAnnotations } from '../mesh/failover';
import { isPublic } from './publicHosts';

const GROUP = 'gateway.networking.k8s.io';

type Kind = 'HTTPRoute' | 'TLSRoute';

/** The group and kind of routes, as their emitters declare them. */
export function routeKind(kind: Kind): { group: string; kind: Kind } {
  return { group: GROUP, kind };
}

/** A port of a Service that requests go to, and which share of them. */
export interface Backend {
  name: string;
  port: number;
  weight?: number;
}

/**
 * The Service of a module that the gateway leads to. It is in the namespace of the
 * route, so that no ReferenceGrant is needed.
 */
export function publicBackend({
  spec: { metadata, spec },
}: Pick<ModuleContext, 'spec'>): Backend {
  const { chart } = spec.workload;
  return chart
    ? {
        name: chart.service ?? metadata.name,
        // A public chart without a port is refused.
        port: chart.servicePort ?? chart.port ?? 80,
      }
    : { name: metadata.name, port: 80 };
}

/** What a route is beside its kind. */
export interface RouteParts {
  listener: string;
  /** What its name is more than that of the module. */
  suffix?: string;
  annotations?: Record<string, string>;
  rules: object[];
}

/** A route from one listener of the gateway to a public module. */
export function toRoute(
  context: ModuleContext,
  kind: Kind,
  { listener, suffix = '', annotations = {}, rules }: RouteParts,
): Manifest[] {
  const { spec, zone, at } = context;
  const { name } = spec.metadata;
  const { gateway } = zone.spec;
  const host = at?.host ?? spec.spec.exposure?.host;
  if (!gateway || host === undefined || !isPublic(spec)) {
    return [];
  }
  return [
    {
      apiVersion: `${GROUP}/v1`,
      kind,
      metadata: {
        name: `${name}${suffix}`,
        labels: workloadLabels(name),
        ...annotated({
          ...(at && trafficAnnotations(context, at)),
          ...annotations,
          // Last: nobody is led to pods that are not there.
          ...syncWave(3),
        }),
      },
      spec: {
        parentRefs: [
          {
            group: GROUP,
            kind: 'Gateway',
            name: gateway.name,
            namespace: gateway.namespace,
            // Without it the route would be on the listener of plain HTTP too.
            sectionName: listener,
          },
        ],
        hostnames: [host],
        rules,
      },
    },
  ];
}

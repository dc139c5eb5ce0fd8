import { podParts } from '../../systems/podParts';
import { annotated } from '../annotations';
import { selectorLabels, workloadLabels } from '../labels';
import type { ModuleContext } from '../types';
import { configChecksum } from './configMap';
import { toContainer } from './container';
import { metricsEndpoint } from './metricsEndpoint';
import { toVolumes } from './volumes';

/** Neither root nor 1337, which belongs to the proxy of Istio. */
const USER_ID = 10_001;

/** Nodes too: the scheduler's own spread over them ends where a pod has any constraint. */
const SPREAD = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'];

/** What the pods of one of two versions have of their own. */
export interface PodVersion {
  labels: Record<string, string>;
  image: string;
}

/** The pods of a workload, which the Pod Security Standard "restricted" admits. */
export function toPodTemplate(
  context: ModuleContext,
  version?: PodVersion,
): object {
  const { name } = context.spec.metadata;
  return {
    metadata: {
      labels: {
        ...collect(context, 'labels'),
        ...version?.labels,
        ...workloadLabels(name),
      },
      ...annotated({
        ...collect(context, 'annotations'),
        ...toConfigAnnotations(context),
        ...toMeshAnnotations(context),
      }),
    },
    spec: toPodSpec(context, version?.image),
  };
}

/** What systems say of a pod. */
function collect(
  context: ModuleContext,
  field: 'labels' | 'annotations',
): Record<string, string> {
  return Object.assign({}, ...podParts.map(each => each[field]?.(context)));
}

function toPodSpec(context: ModuleContext, image?: string): object {
  const { spec } = context;
  const { name } = spec.metadata;
  const { kind, volumes = [] } = spec.spec.workload;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      // Otherwise every start walks through all files of a volume.
      ...(volumes.length > 0 && { fsGroupChangePolicy: 'OnRootMismatch' }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(kind === 'job'
      ? { restartPolicy: 'Never' }
      : { topologySpreadConstraints: SPREAD.map(toSpread(name)) }),
    containers: [toContainer(context, image)],
    volumes: toVolumes(context),
  };
}

function toSpread(module: string): (topologyKey: string) => object {
  return topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels(module) },
  });
}

/** A process reads its files when it starts: other files need other pods. */
function toConfigAnnotations({
  spec: {
    spec: { workload },
  },
}: ModuleContext): Record<string, string> {
  // Each run of a job is a new pod by itself.
  return workload.config && workload.kind !== 'job'
    ? { 'orchestr8.io/config-checksum': configChecksum(workload.config) }
    : {};
}

/** What the sidecars of Istio have to know of a pod. */
function toMeshAnnotations(context: ModuleContext): Record<string, string> {
  if (context.zone.spec.mesh.mode !== 'sidecar') {
    return {};
  }
  const metrics = metricsEndpoint(context);
  return {
    // A proxy beside the container would never let a job end.
    ...(context.spec.spec.workload.kind === 'job' && {
      'sidecar.istio.io/nativeSidecar': 'true',
    }),
    ...(metrics?.isShared && {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(metrics.own.port),
      'prometheus.io/path': metrics.own.path,
    }),
    ...(metrics &&
      !metrics.isShared && {
        'traffic.sidecar.istio.io/excludeInboundPorts': String(
          metrics.own.port,
        ),
      }),
  };
}

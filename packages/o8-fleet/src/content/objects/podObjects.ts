import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { ownedBy } from '../Scope';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time';

/** How many nodes a cluster has. */
export const NODES = 3;

/** What a container that does not run says. */
export interface PodFault {
  reason: 'CrashLoopBackOff' | 'ImagePullBackOff';
  message: string;
}

/** A pod with what the fleet writes into it. */
export type Pod = KubeObject & {
  spec: Record<string, unknown>;
  status: PodStatus & Record<string, unknown>;
};

interface PodStatus {
  phase: string;
  conditions: object[];
  containerStatuses: object[];
}

/** The name of a template as its ReplicaSet and pods carry it. */
export function templateHash(placement: Placement, image: string): string {
  return placement.seeded.suffix(`template/${placement.name}/${image}`, 10);
}

/** The pod template of a module's workload. */
export function podTemplate(placement: Placement, image: string) {
  const { name } = placement;
  return {
    metadata: {
      labels: {
        ...placement.appLabels,
        'app.kubernetes.io/version': image.split(':')[1],
      },
    },
    spec: podSpec(placement, image, name),
  };
}

function podSpec(placement: Placement, image: string, name: string) {
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: 'http' },
    periodSeconds,
  });
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name,
        image,
        ports: [
          { name: 'http', containerPort: 8080, protocol: 'TCP' },
          { name: 'http-metrics', containerPort: 9090, protocol: 'TCP' },
        ],
        env: [
          { name: 'OTEL_SERVICE_NAME', value: name },
          {
            name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
            value: 'http://otel-collector.observability.svc:4317',
          },
        ],
        livenessProbe: probe('/healthz', 10),
        readinessProbe: probe('/readyz', 5),
        resources: {
          requests: { cpu: '200m', memory: '256Mi' },
          limits: { memory: '512Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: !placement.has('failingPolicy'),
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  };
}

function conditions(ready: boolean, time: string) {
  const flags = [
    ['PodScheduled', true],
    ['Initialized', true],
    ['ContainersReady', ready],
    ['Ready', ready],
  ] as const;
  return flags.map(([type, value]) => ({
    type,
    status: value ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: time,
    ...(!value && { reason: 'ContainersNotReady' }),
  }));
}

/** The status of a pod of which the container runs, starts or fails. */
export function podStatus(options: {
  name: string;
  image: string;
  /** Since when it is so. */
  time: string;
  podIp: string;
  hostIp: string;
  startTime: string;
  fault?: PodFault;
  isReady?: boolean;
}): PodStatus & Record<string, unknown> {
  const { name, image, time, podIp, hostIp, startTime, fault } = options;
  const isReady = options.isReady ?? !fault;
  const crashed = fault?.reason === 'CrashLoopBackOff';
  return {
    phase: fault && !crashed ? 'Pending' : 'Running',
    conditions: conditions(isReady, time),
    hostIP: hostIp,
    podIP: podIp,
    podIPs: [{ ip: podIp }],
    startTime,
    qosClass: 'Burstable',
    containerStatuses: [
      {
        name,
        image,
        imageID: '',
        ready: isReady,
        started: isReady,
        restartCount: crashed ? 7 : 0,
        state: fault ? { waiting: fault } : { running: { startedAt: time } },
        lastState: crashed
          ? {
              terminated: {
                exitCode: 1,
                reason: 'Error',
                startedAt: startTime,
                finishedAt: time,
              },
            }
          : {},
      },
    ],
  };
}

/** One pod of a ReplicaSet. */
export function createPod(
  placement: Placement,
  options: {
    replicaSet: KubeObject;
    image: string;
    index: number;
    ageMs: number;
    fault?: PodFault;
    isReady?: boolean;
  },
): Pod {
  const { replicaSet, image, index, fault, isReady } = options;
  const { name: namespace } = placement;
  const base = replicaSet.metadata.name;
  const path = `pod/${namespace}/${base}/${index}`;
  const ageMs = Math.max(options.ageMs - index * 7 * SECOND_MS, 0);
  const template = podTemplate(placement, image);
  const node = 1 + ((index + placement.int(path, 0, NODES - 1)) % NODES);
  const startTime = placement.ago(ageMs);
  const hash = replicaSet.metadata.labels?.['pod-template-hash'] ?? '';
  const suffix = placement.seeded.suffix(
    `${placement.cluster.name}/${path}`,
    5,
  );
  return placement.object(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      name: `${base}-${suffix}`,
      namespace,
      ageMs,
      labels: { ...template.metadata.labels, 'pod-template-hash': hash },
      ownerReferences: ownedBy(replicaSet),
    },
    {
      spec: {
        ...template.spec,
        nodeName: `${placement.cluster.name}-node-${node}`,
        restartPolicy: 'Always',
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
      },
      status: podStatus({
        name: namespace,
        image,
        time: placement.ago(Math.max(ageMs - 9 * SECOND_MS, 0)),
        startTime,
        podIp: `10.${20 + node}.${placement.int(
          `${path}/a`,
          0,
          255,
        )}.${placement.int(`${path}/b`, 2, 254)}`,
        hostIp: `10.0.0.${10 + node}`,
        fault,
        isReady,
      }),
    },
  );
}

/** How long the pods of a release have run: nodes are renewed, so not for ever. */
export function podAgeMs(placement: Placement, releaseAgeMs: number): number {
  const path = `module/${placement.name}/pods`;
  const limitMs = placement.int(path, 5, 20) * DAY_MS;
  return Math.min(releaseAgeMs - MINUTE_MS, limitMs);
}

import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage } from './image';
import { selectorLabels, workloadLabels } from './labels';
import type { Emitter, ModuleContext } from './types';

/** Neither root nor 1337, which belongs to the proxy of Istio. */
const USER_ID = 10_001;

/** Of the open port only: which paths a process answers is not known. */
const probes = {
  startupProbe: {
    tcpSocket: { port: 'http' },
    periodSeconds: 2,
    failureThreshold: 30,
  },
  livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 10 },
  readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 5 },
};

/** A Deployment that the Pod Security Standard "restricted" admits. */
export const deployment: Emitter<ModuleContext> = {
  file: () => 'deployment.yaml',
  home: 'module',
  kinds: [{ group: 'apps', kind: 'Deployment' }],
  emit: context => {
    const { name } = context.spec.metadata;
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, labels: workloadLabels(name) },
        spec: {
          replicas: context.spec.spec.workload.replicas,
          revisionHistoryLimit: 5,
          selector: { matchLabels: selectorLabels(name) },
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
          },
          template: {
            metadata: { labels: workloadLabels(name) },
            spec: toPodSpec(context),
          },
        },
      },
    ];
  },
};

function toPodSpec(context: ModuleContext): object {
  const { name } = context.spec.metadata;
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
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: selectorLabels(name) },
      },
    ],
    containers: [toContainer(context)],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  };
}

function toContainer({ spec, zone }: ModuleContext): object {
  const { name } = spec.metadata;
  const { port, resources } = spec.spec.workload;
  return {
    name,
    // Without a tag: every overlay says which one.
    image: moduleImage(zone, name),
    ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
    env: [{ name: 'PORT', value: String(port) }],
    ...probes,
    // Until all nodes have heard that it goes, requests still arrive.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: toResources(resources),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

/** No CPU limit: it would slow a process down while the node idles. */
function toResources({
  cpu,
  memory,
  memoryLimit,
}: ModuleSpec['spec']['workload']['resources']): object {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

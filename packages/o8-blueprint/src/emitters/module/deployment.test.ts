import { z } from 'zod';
import { examples, planOf } from '../../__testUtils__/examples';
import { deployment } from './deployment';

const securitySchema = z.looseObject({});

const podSchema = z.looseObject({
  securityContext: securitySchema,
  containers: z.array(
    z.looseObject({
      name: z.string(),
      securityContext: securitySchema,
      volumeMounts: z.array(z.looseObject({ mountPath: z.string() })),
    }),
  ),
  volumes: z.array(z.record(z.string(), z.unknown())),
});

const specSchema = z.looseObject({
  selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()) }),
  template: z.looseObject({
    metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
    spec: podSchema,
  }),
});

describe.each(examples)('the Deployment of "$name"', example => {
  const [manifest] = deployment.emit(planOf(example));
  const spec = specSchema.parse(manifest.spec);
  const pod = spec.template.spec;
  const { port, resources, replicas } = example.spec.spec.workload;

  it('is what the Pod Security Standard "restricted" admits', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10_001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.containers).toHaveLength(1);
    for (const { securityContext } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      expect(pod).not.toHaveProperty(field);
    }
  });

  it('is spread over zones and over nodes, if it can be', () => {
    expect(pod.topologySpreadConstraints).toMatchObject(
      ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
        topologyKey => ({
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: spec.selector.matchLabels },
        }),
      ),
    );
  });

  it('has no token, and a place to write to', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      serviceAccountName: example.spec.metadata.name,
    });
    expect(pod.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ]);
    expect(pod.containers[0].volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  it('has the port, the replicas and the resources of the spec', () => {
    expect(manifest.spec).toMatchObject({ replicas });
    expect(pod.containers[0]).toMatchObject({
      env: [{ name: 'PORT', value: String(port) }],
      ports: [{ name: 'http', containerPort: port }],
      resources: {
        requests: { cpu: resources.cpu, memory: resources.memory },
        limits: { memory: resources.memoryLimit },
      },
    });
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(pod.containers[0][probe]).toMatchObject({
        tcpSocket: { port: 'http' },
      });
    }
  });

  it('selects its own pods by what never changes', () => {
    const { matchLabels } = spec.selector;
    expect(Object.keys(matchLabels)).toEqual(['app.kubernetes.io/name']);
    expect(spec.template.metadata.labels).toMatchObject(matchLabels);
  });
});

import fc from 'fast-check';
import { exampleOf, examples, planOf } from '../__testUtils__/examples';
import type { ApprovedModule, Manifest, ModulePlan } from '../types';
import { applicationEmitters, projectEmitters } from './argocdEmitters';
import { clusterEmitters } from './clusterEmitters';
import { edgeEmitters } from './edgeEmitters';
import { homeNamespace } from './homeNamespace';
import { kindKey, kindOf } from './kinds';
import { moduleEmitters } from './moduleEmitters';
import { platformProject } from './platformProject';
import type { Emitter, Home } from './types';

interface Emitted {
  home: Home;
  kinds: string[];
  objects: Manifest[];
}

/** What every emitter makes of a plan, per placement. */
function emitAll(plan: ModulePlan): Emitted[] {
  const run = <Context>(emitter: Emitter<Context>, context: Context) => ({
    home: emitter.home,
    kinds: emitter.kinds.map(kindKey),
    objects: emitter.emit(context),
  });
  return [
    ...[...moduleEmitters, ...projectEmitters].map(each => run(each, plan)),
    ...plan.placements.flatMap(placement =>
      [...applicationEmitters, ...clusterEmitters].map(each =>
        run(each, { ...plan, placement }),
      ),
    ),
    ...plan.placements.flatMap(placement =>
      plan.edges.flatMap(edge =>
        edgeEmitters.map(each => run(each, { ...plan, placement, edge })),
      ),
    ),
  ];
}

const CALLEE = 'any-callee';

/** A module that lets everybody call it, beside another one. */
function calleeOf({ spec }: Pick<ModulePlan, 'spec'>): ApprovedModule {
  const callee = structuredClone(spec);
  callee.metadata.name = CALLEE;
  callee.spec.callers = 'any';
  return { spec: callee };
}

/** Versions that nobody should write any more, and what is not ours to write. */
const NEVER = [
  /v1beta\d|v2beta\d/,
  /^networking\.istio\.io\/v1alpha3/,
  /^external-secrets\.io\/v1beta1/,
  /^jaegertracing\.io/,
  /^kyverno\.io\/v[12]/,
  /^(wgpolicyk8s|openreports)\.io/,
  /\/(EnvoyFilter|Secret|Restore|Backup|ClusterRole|ClusterRoleBinding)$/,
];

/** What Argo CD writes itself, and what means "everything". */
const NEVER_TEXT = [
  'argocd.argoproj.io/tracking-id',
  '"hostNetwork"',
  '"hostPath"',
  '"privileged"',
  '0.0.0.0/0',
  'Replace=true',
  'Force=true',
  'CreateNamespace=true',
];

describe('emitters', () => {
  const anyPlan = fc
    .record({
      example: fc.constantFrom(...examples),
      name: fc.stringMatching(/^[a-z]([a-z0-9]{0,10}-)?[a-z0-9]{0,10}[a-z]$/),
      backup: fc.stringMatching(/^[a-z]{3,12}$/),
      argocd: fc.stringMatching(/^[a-z]{3,12}$/),
    })
    .filter(
      ({ name, backup, argocd }) =>
        !/^(o8|kube|default|boundary)|-boundary$/.test(name) &&
        ![backup, argocd, CALLEE].includes(name),
    )
    .map(({ example, name, backup, argocd }) => {
      const { spec, zone } = structuredClone(example);
      spec.metadata.name = name;
      zone.spec.backup.namespace = backup;
      zone.spec.argocd.namespace = argocd;
      zone.spec.owners.prefix = 'oidc:';
      const modules = [calleeOf({ spec })];
      spec.spec.dependsOn = [{ module: CALLEE }];
      return planOf({ spec, zone }, { modules });
    });

  it('keep every object in the namespace and of the kinds that they declare', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        const { name } = plan.spec.metadata;
        for (const { home, kinds, objects } of emitAll(plan)) {
          const isBase = objects.some(
            ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'],
          );
          const namespace =
            // The overlay of the module's repository writes it.
            isBase ? undefined : homeNamespace(home, plan, CALLEE);
          for (const object of objects) {
            expect(object.metadata.namespace).toBe(namespace);
            expect(object.metadata.labels).toMatchObject({
              'orchestr8.io/module': home === 'callee' ? CALLEE : name,
            });
            expect(kinds).toContain(kindKey(kindOf(object)));
          }
        }
      }),
      { numRuns: 25, seed: 8 },
    );
  });

  it('name what lies in namespaces of the platform after the module', () => {
    const plan = planOf(exampleOf('pinned'));
    const { name } = plan.spec.metadata;
    for (const { home, objects } of emitAll(plan)) {
      const isShared = !['module', 'callee'].includes(home);
      for (const { metadata } of isShared ? objects : []) {
        // A dot ends a name too: none of a module has one.
        expect(metadata.name).toMatch(new RegExp(`^${name}([-.]|$)`));
      }
    }
  });

  it.each(examples)('never write what is on the list: "$name"', example => {
    const objects = emitAll(planOf(example)).flatMap(each => each.objects);
    expect(objects.length).toBeGreaterThan(10);
    for (const object of objects) {
      const kind = `${object.apiVersion}/${object.kind}`;
      expect(NEVER.filter(pattern => pattern.test(kind))).toEqual([]);
      const text = JSON.stringify(object);
      expect(NEVER_TEXT.filter(never => text.includes(never))).toEqual([]);
    }
  });

  it.each(examples)('guard what would be lost: "$name"', example => {
    const guarded = emitAll(planOf(example))
      .flatMap(({ objects }) => objects)
      .filter(({ kind }) => ['Namespace', 'Schedule'].includes(kind));
    expect(guarded.length).toBe(2 * planOf(example).placements.length);
    for (const { metadata } of guarded) {
      expect(metadata.annotations).toMatchObject({
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      });
    }
  });

  it('are all allowed by the projects, and nothing else is', () => {
    const example = exampleOf('pinned');
    const { spec } = platformProject(example.zone);
    const byPlatform = [
      ...projectEmitters,
      ...applicationEmitters,
      ...clusterEmitters,
      ...edgeEmitters,
    ];
    expect(spec).toMatchObject({
      clusterResourceWhitelist: [
        { group: '', kind: 'Namespace' },
        {
          group: 'admissionregistration.k8s.io',
          kind: 'ValidatingAdmissionPolicy',
        },
        {
          group: 'admissionregistration.k8s.io',
          kind: 'ValidatingAdmissionPolicyBinding',
        },
      ],
      namespaceResourceWhitelist: [
        { group: '', kind: 'LimitRange' },
        { group: '', kind: 'ResourceQuota' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'argoproj.io', kind: 'AppProject' },
        { group: 'argoproj.io', kind: 'Application' },
        { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
        { group: 'external-secrets.io', kind: 'ExternalSecret' },
        { group: 'external-secrets.io', kind: 'SecretStore' },
        { group: 'fluentd.fluent.io', kind: 'Filter' },
        { group: 'fluentd.fluent.io', kind: 'FluentdConfig' },
        { group: 'jetstream.nats.io', kind: 'Consumer' },
        { group: 'jetstream.nats.io', kind: 'Stream' },
        { group: 'kafka.strimzi.io', kind: 'KafkaTopic' },
        { group: 'kafka.strimzi.io', kind: 'KafkaUser' },
        { group: 'logging.banzaicloud.io', kind: 'Flow' },
        { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
        { group: 'networking.istio.io', kind: 'ServiceEntry' },
        { group: 'networking.istio.io', kind: 'Sidecar' },
        { group: 'networking.istio.io', kind: 'VirtualService' },
        { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
        { group: 'policies.kyverno.io', kind: 'PolicyException' },
        { group: 'postgresql.cnpg.io', kind: 'Cluster' },
        { group: 'postgresql.cnpg.io', kind: 'Database' },
        { group: 'postgresql.cnpg.io', kind: 'DatabaseRole' },
        { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
        { group: 'rbac.authorization.k8s.io', kind: 'Role' },
        { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
        { group: 'security.istio.io', kind: 'AuthorizationPolicy' },
        { group: 'security.istio.io', kind: 'PeerAuthentication' },
        { group: 'telemetry.istio.io', kind: 'Telemetry' },
        { group: 'velero.io', kind: 'Schedule' },
      ],
    });
    expect(byPlatform.flatMap(({ kinds }) => kinds)).toHaveLength(46);
    const [project] = projectEmitters[0].emit(planOf(example));
    expect(project.spec).toMatchObject({
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'policy', kind: 'PodDisruptionBudget' },
      ],
    });
  });
});

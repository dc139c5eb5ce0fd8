import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { deployment } from '../__testUtils__/manifests';
import type { Manifest } from '../types';
import { findSchemaProblem } from './findSchemaProblem';
import { findSchema } from './schemas';
import { idOf } from '../tracking';

const GOLDEN = path.resolve(
  __dirname,
  '../../../../o8-blueprint/src/__golden__',
);
const golden = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.yaml'))
  .filter(file =>
    /clusters|module.deploy|application-|app-project|root/.test(file),
  )
  // Only what kustomize makes of a patch is an object.
  .filter(file => !path.basename(file).startsWith('patch-'))
  .flatMap(file =>
    parseAllDocuments(readFileSync(path.join(GOLDEN, file), 'utf8'))
      .map(document => document.toJS() as Manifest)
      // A layout with an ApplicationSet is refused before anything of it is read.
      .filter(({ kind }) => !['Kustomization', 'ApplicationSet'].includes(kind))
      .map(manifest => [`${file}: ${manifest.kind}`, manifest] as const),
  );

const a = (change: object): Manifest => deployment('a', change);
const pod = (change: object, template: object = {}) => {
  const { spec } = deployment('a');
  const [container] = spec.template.spec.containers;
  return a({
    template: {
      ...spec.template,
      spec: {
        containers: [{ ...container, image: 'a:1', ...change }],
        ...template,
      },
    },
  });
};
const object = (apiVersion: string, kind: string, rest: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});
const claim = (change: object) =>
  object('v1', 'PersistentVolumeClaim', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...change,
    },
  });
const autoscaler = (change: object) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'a' },
      maxReplicas: 3,
      ...change,
    },
  });
const job = (restartPolicy?: string) => ({
  template: {
    spec: { containers: [{ name: 'a', image: 'a' }], restartPolicy },
  },
});
const cronJob = (change: object, restartPolicy = 'Never') =>
  object('batch/v1', 'CronJob', {
    spec: {
      schedule: '5 4 * * 1-5',
      jobTemplate: { spec: job(restartPolicy) },
      ...change,
    },
  });
const binding = (roleRef: object) =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'ClusterRole', name: 'view', ...roleRef },
    subjects: [{ kind: 'Group', name: 'g' }],
  });
const istio = (kind: string, spec: object, group = 'networking') =>
  object(`${group}.istio.io/v1`, kind, { spec });
const typed = (what: string) =>
  `failed to create typed patch object (/a; apps/v1, Kind=Deployment): ${what}`;
const bad = (what: string) => `Deployment.apps "a" is invalid: ${what}`;
const APP = '.spec.template.spec.containers[name="app"]';
const FIRST = 'spec.template.spec.containers[0]';

describe('findSchemaProblem', () => {
  it('takes all that the blueprint writes', () => {
    expect(golden.length).toBeGreaterThan(20);
    const unknown = golden.filter(([, each]) => !findSchema(idOf(each)));
    expect(unknown.map(([where]) => where)).toEqual([]);
    const refused = golden.flatMap(([where, manifest]) => {
      const problem = findSchemaProblem(manifest);
      return problem === undefined ? [] : [`${where}: ${problem}`];
    });
    expect(refused).toEqual([]);
  });

  it.each<[string, Manifest]>([
    ['nulls', a({ strategy: null, paused: null })],
    [
      'numbers and percents',
      a({
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
      }),
    ],
    [
      'a quantity as a number',
      pod({
        resources: { limits: { cpu: 1, memory: '1e3', 'nvidia.com/gpu': '1' } },
      }),
    ],
    [
      'volumes of all kinds',
      pod(
        {},
        {
          volumes: [
            { name: 'a', projected: { sources: [] } },
            { name: 'b', emptyDir: {} },
          ],
        },
      ),
    ],
    [
      'a headless Service',
      object('v1', 'Service', {
        spec: { clusterIP: 'None', ports: [{ port: 80 }] },
      }),
    ],
    ['a Namespace without spec', object('v1', 'Namespace', {})],
    ['kinds that nobody knows here', object('v1', 'Secret', { foo: 1 })],
    [
      'a ConfigMap',
      object('v1', 'ConfigMap', { data: { 'a.yaml': 'x' }, immutable: true }),
    ],
    ['a claim', claim({})],
    ['an autoscaler', autoscaler({})],
    [
      'a budget in percent',
      object('policy/v1', 'PodDisruptionBudget', {
        spec: { minAvailable: '50%', selector: {} },
      }),
    ],
    ['a CronJob', cronJob({ timeZone: 'Etc/UTC' })],
    ['a binding', binding({})],
    [
      'a ServiceMonitor',
      object('monitoring.coreos.com/v1', 'ServiceMonitor', {
        spec: { selector: {}, endpoints: [{ port: 'http', interval: '30s' }] },
      }),
    ],
    [
      'a PodMonitor',
      object('monitoring.coreos.com/v1', 'PodMonitor', {
        spec: { selector: {}, podMetricsEndpoints: [{ portNumber: 9090 }] },
      }),
    ],
  ])('takes %s', (_, manifest) => {
    expect(findSchemaProblem(manifest)).toBeUndefined();
  });

  it.each<[Manifest, string]>([
    [a({ replicaz: 2 }), typed('.spec.replicaz: field not declared in schema')],
    [
      a({ replicas: 'two' }),
      typed('.spec.replicas: expected numeric (int or float), got "two"'),
    ],
    [
      a({ replicas: -1 }),
      bad(
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ),
    ],
    [
      a({ replicas: 1.5 }),
      bad('spec.replicas: Invalid value: 1.5: must be an integer'),
    ],
    [a({ selector: undefined }), bad('spec.selector: Required value')],
    [
      a({ selector: {} }),
      bad(
        'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
      ),
    ],
    [
      a({ selector: { matchLabels: { x: 'y' } } }),
      bad(
        'spec.template.metadata.labels: Invalid value: {"app.kubernetes.io/name":"a"}: `selector` does not match template `labels`',
      ),
    ],
    [{ ...a({}), spec: 'foo' }, typed('.spec: expected map, got "foo"')],
    [object('apps/v1', 'Deployment', {}), bad('spec: Required value')],
    [{ ...a({}), spek: {} }, typed('.spek: field not declared in schema')],
    [pod({ imag: 'x' }), typed(`${APP}.imag: field not declared in schema`)],
    [pod({ image: '' }), bad(`${FIRST}.image: Required value`)],
    [
      pod({ env: [{ name: 'P', value: 1 }] }),
      typed(`${APP}.env[name="P"].value: expected string, got 1`),
    ],
    [
      pod({ imagePullPolicy: 'No' }),
      bad(
        `${FIRST}.imagePullPolicy: Unsupported value: "No": supported values: "Always", "IfNotPresent", "Never"`,
      ),
    ],
    [
      pod({ resources: { limits: { memory: '64 MB' } } }),
      bad(
        `${FIRST}.resources.limits.memory: Invalid value: "64 MB": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
      ),
    ],
    [
      pod({ ports: [{ containerPort: 70_000 }] }),
      bad(
        `${FIRST}.ports[0].containerPort: Invalid value: 70000: must be less than or equal to 65535`,
      ),
    ],
    [
      pod({}, { containers: [] }),
      bad('spec.template.spec.containers: Required value'),
    ],
    [
      pod({ livenessProbe: { httpGet: {} } }),
      bad(`${FIRST}.livenessProbe.httpGet.port: Required value`),
    ],
    [
      object('v1', 'Service', { spec: { ports: [{ port: 'http' }] } }),
      'failed to create typed patch object (/a; v1, Kind=Service): .spec.ports[0].port: expected numeric (int or float), got "http"',
    ],
    [
      object('argoproj.io/v1alpha1', 'Application', { spec: { project: 'p' } }),
      'Application.argoproj.io "a" is invalid: spec.destination: Required value',
    ],
    [
      object('v1', 'ConfigMap', { data: { a: 1 } }),
      'failed to create typed patch object (/a; v1, Kind=ConfigMap): .data.a: expected string, got 1',
    ],
    [
      object('v1', 'ConfigMap', { data: { 'a/b': '' } }),
      'ConfigMap "a" is invalid: data.a/b: Invalid value: "": a valid config key must',
    ],
    [
      object('v1', 'ConfigMap', { dta: {} }),
      'failed to create typed patch object (/a; v1, Kind=ConfigMap): .dta: field not declared',
    ],
    [
      claim({ accessModes: ['ReadWriteTwice'] }),
      'PersistentVolumeClaim "a" is invalid: spec.accessModes[0]: Unsupported value: "ReadWriteTwice"',
    ],
    [
      claim({ resources: {} }),
      'PersistentVolumeClaim "a" is invalid: spec.resources.requests: Required value',
    ],
    [
      autoscaler({ minReplicas: 4 }),
      'HorizontalPodAutoscaler.autoscaling "a" is invalid: spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`',
    ],
    [
      autoscaler({ minReplicas: 0 }),
      'HorizontalPodAutoscaler.autoscaling "a" is invalid: spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
    ],
    [
      autoscaler({
        metrics: [{ type: 'Resource', resource: { name: 'cpu' } }],
      }),
      'HorizontalPodAutoscaler.autoscaling "a" is invalid: spec.metrics[0].resource.target: Required value',
    ],
    [
      autoscaler({ targetCPUUtilizationPercentage: 70 }),
      'failed to create typed patch object (/a; autoscaling/v2, Kind=HorizontalPodAutoscaler): .spec.targetCPUUtilizationPercentage: field not declared',
    ],
    [
      object('policy/v1', 'PodDisruptionBudget', {
        spec: { minAvailable: 1, maxUnavailable: 1 },
      }),
      'PodDisruptionBudget.policy "a" is invalid: spec: Invalid value: {"minAvailable":1,"maxUnavailable":1}: minAvailable and maxUnavailable cannot be both set',
    ],
    [
      cronJob({ schedule: '61 * * * *' }),
      'CronJob.batch "a" is invalid: spec.schedule: Invalid value: "61 * * * *": ',
    ],
    [
      cronJob({ timeZone: 'Europe/Berlin' }),
      'CronJob.batch "a" is invalid: spec.timeZone: Unsupported value: "Europe/Berlin": supported values: "Etc/UTC", "UTC"',
    ],
    [
      cronJob({}, 'Always'),
      'CronJob.batch "a" is invalid: spec.jobTemplate.spec.template.spec.restartPolicy: Unsupported value: "Always"',
    ],
    [
      object('batch/v1', 'Job', { spec: job() }),
      'Job.batch "a" is invalid: spec.template.spec.restartPolicy: Required value',
    ],
    [
      binding({ kind: 'User' }),
      'RoleBinding.rbac.authorization.k8s.io "a" is invalid: roleRef.kind: Unsupported value: "User"',
    ],
    [
      istio('ServiceEntry', { hosts: [] }),
      'ServiceEntry.networking.istio.io "a" is invalid: spec.hosts: Required value',
    ],
    [
      istio('ServiceEntry', { hosts: ['a'], resolution: 'dns' }),
      'ServiceEntry.networking.istio.io "a" is invalid: spec.resolution: Unsupported value: "dns"',
    ],
    [
      istio('VirtualService', { routes: [] }),
      'failed to create typed patch object (/a; networking.istio.io/v1, Kind=VirtualService): .spec.routes: field not declared',
    ],
    [
      istio('DestinationRule', {}),
      'DestinationRule.networking.istio.io "a" is invalid: spec.host: Required value',
    ],
    [
      istio('AuthorizationPolicy', { action: 'allow' }, 'security'),
      'AuthorizationPolicy.security.istio.io "a" is invalid: spec.action: Unsupported value: "allow"',
    ],
    [
      istio('PeerAuthentication', { mtls: { mode: 'ON' } }, 'security'),
      'PeerAuthentication.security.istio.io "a" is invalid: spec.mtls.mode: Unsupported value: "ON"',
    ],
    [
      object('monitoring.coreos.com/v1', 'ServiceMonitor', {
        spec: { selector: {}, endpoints: [{ intervall: '30s' }] },
      }),
      'failed to create typed patch object (/a; monitoring.coreos.com/v1, Kind=ServiceMonitor): .spec.endpoints[0].intervall: field not declared',
    ],
    [
      object('velero.io/v1', 'Schedule', { spec: {} }),
      'Schedule.velero.io "a" is invalid: [spec.schedule: Required value, spec.template: Required value]',
    ],
    [
      object('v1', 'ServiceAccount', {
        metadata: { name: 'a', labels: { x: 'a b' } },
      }),
      'ServiceAccount "a" is invalid: metadata.labels.x: Invalid value: "a b": a valid label must be an empty string',
    ],
  ])('%#: says what is wrong', (manifest, message) => {
    expect(findSchemaProblem(manifest)?.slice(0, message.length)).toBe(message);
  });
});

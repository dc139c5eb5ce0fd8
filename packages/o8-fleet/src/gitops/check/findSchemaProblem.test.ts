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
  .flatMap(file =>
    parseAllDocuments(readFileSync(path.join(GOLDEN, file), 'utf8'))
      .map(document => document.toJS() as Manifest)
      .filter(({ kind }) => kind !== 'Kustomization')
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
    ['kinds that nobody knows here', object('v1', 'ConfigMap', { foo: 1 })],
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

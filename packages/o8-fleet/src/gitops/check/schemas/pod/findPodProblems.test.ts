import { deployment } from '../../../__testUtils__/manifests';
import type { Manifest } from '../../../types';
import { findSchemaProblem } from '../../findSchemaProblem';

const AT = 'Deployment.apps "a" is invalid: spec.template.spec.';
const APP = { name: 'app', image: 'a:1' };

const withPod = (pod: object): Manifest => {
  const { spec } = deployment('a');
  return deployment('a', {
    template: { ...spec.template, spec: { containers: [APP], ...pod } },
  });
};
const service = (spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
  spec,
});

describe('findPodProblems', () => {
  it.each([
    {
      volumes: [{ name: 'tmp', emptyDir: {} }],
      initContainers: [
        {
          ...APP,
          name: 'init',
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      containers: [
        {
          ...APP,
          resources: {
            requests: { cpu: '500m', memory: '1Gi' },
            limits: { cpu: 1, memory: '1024Mi' },
          },
        },
      ],
    },
    {
      containers: [
        {
          ...APP,
          resources: { requests: { cpu: '2' }, limits: { memory: '1Gi' } },
        },
      ],
    },
  ])('takes %j', pod => {
    expect(findSchemaProblem(withPod(pod))).toBeUndefined();
  });

  it.each<[string, object]>([
    [
      'containers[0].volumeMounts[0].name: Not found: "tmp"',
      {
        containers: [
          { ...APP, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
        ],
      },
    ],
    [
      'containers[1].name: Duplicate value: "app"',
      { containers: [APP, { ...APP, image: 'b:1' }] },
    ],
    [
      'containers[0].name: Duplicate value: "app"',
      { initContainers: [APP], containers: [APP] },
    ],
    [
      'volumes[1].name: Duplicate value: "tmp"',
      {
        volumes: [
          { name: 'tmp', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    ],
    [
      'containers[0].resources.requests.memory: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi',
      {
        containers: [
          {
            ...APP,
            resources: {
              requests: { memory: '2Gi' },
              limits: { memory: '1Gi' },
            },
          },
        ],
      },
    ],
  ])('says as a server: %s', (message, pod) => {
    expect(findSchemaProblem(withPod(pod))).toBe(AT + message);
  });
});

describe('the ports of a Service', () => {
  it.each([
    { ports: [{ port: 80 }] },
    { type: 'ExternalName', externalName: 'a.example' },
    { clusterIP: 'None' },
    {
      ports: [
        { port: 80, name: 'http' },
        { port: 90, name: 'grpc' },
      ],
    },
  ])('may be as in %j', spec => {
    expect(findSchemaProblem(service(spec))).toBeUndefined();
  });

  it.each<[string, object]>([
    ['spec.ports: Required value', { selector: { a: 'b' } }],
    ['spec.ports: Required value', { ports: [] }],
    [
      'spec.ports[1].name: Required value',
      { ports: [{ port: 80, name: 'http' }, { port: 90 }] },
    ],
    [
      'spec.ports[1].name: Duplicate value: "http"',
      {
        ports: [
          { port: 80, name: 'http' },
          { port: 90, name: 'http' },
        ],
      },
    ],
  ])('are refused: %s', (message, spec) => {
    expect(findSchemaProblem(service(spec))).toBe(
      `Service "a" is invalid: ${message}`,
    );
  });
});

import type { KubeObject } from '../types';
import { judgePolicies } from './judgePolicies';

const NONE: ReadonlySet<string> = new Set();
const container = {
  image: 'registry.o8.example/a:1',
  readinessProbe: {},
  resources: { limits: { memory: '1Gi' } },
  securityContext: { readOnlyRootFilesystem: true },
};

function createDeployment(change: object = {}): KubeObject {
  const containers = [{ ...container, ...change }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', uid: '1', creationTimestamp: '' },
    spec: { template: { spec: { containers } } },
  };
}

describe('judgePolicies', () => {
  it('passes what keeps all rules', () => {
    const outcomes = judgePolicies(createDeployment(), NONE);
    expect(Object.keys(outcomes)).toHaveLength(4);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['pass']));
  });

  it.each([
    ['o8-read-only-root', { securityContext: {} }],
    ['o8-trusted-registries', { image: 'docker.io/somebody/a:1' }],
    ['o8-resource-limits', { resources: { limits: { cpu: 1 } } }],
    ['o8-probes', { readinessProbe: undefined }],
  ])('fails for %s alone, unless it is excepted', (policy, change) => {
    const { [policy]: found, ...others } = judgePolicies(
      createDeployment(change),
      NONE,
    );
    expect(found).toBe('fail');
    expect(Object.values(others)).toEqual(['pass', 'pass', 'pass']);
    const excepted = judgePolicies(createDeployment(change), new Set([policy]));
    expect(excepted[policy]).toBe('skip');
  });

  it('looks at the level of Namespaces', () => {
    const level = 'pod-security.kubernetes.io/enforce';
    const createNamespace = (labels: Record<string, string>): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'a', uid: '1', creationTimestamp: '', labels },
    });
    const judged = (labels: Record<string, string>) =>
      judgePolicies(createNamespace(labels), NONE);
    const policy = 'o8-namespace-pod-security';
    expect(judged({ [level]: 'restricted' })).toEqual({ [policy]: 'pass' });
    expect(judged({})).toEqual({ [policy]: 'fail' });
  });
});

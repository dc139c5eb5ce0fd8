import type { JsonObject } from '@backstage/types';
import { createApplication } from '../../sources/__testUtils__';
import { createAssessInput } from '../__testUtils__';
import { toDeployment } from './toDeployment';

function read(status: JsonObject) {
  const input = createAssessInput({ mgmt: [createApplication({ status })] });
  const fact = input.facts.find(({ type }) => type === 'argocd.application');
  if (!fact) {
    throw new Error('no Application');
  }
  return toDeployment(fact, input);
}

describe('versions', () => {
  it('has the name of an image that is not called after the module', () => {
    const images = ['registry.example.com/tools/hello-app:2.0'];
    expect(read({ summary: { images } }).version).toBe('hello-app:2.0');
  });

  it.each<[string, string[], string, string | null]>([
    ['of the image named after it', ['x/proxy:2', 'x/billing:v1'], 'abc', 'v1'],
    ['of the only image, with its name', ['x/server:v7'], 'abc', 'server:v7'],
    ['before a digest', ['x/billing:v1@sha256:aa'], 'abc', 'v1'],
    ['beside a port', ['localhost:5000/billing:v1'], 'abc', 'v1'],
    ['of no tag at a port', ['localhost:5000/billing'], 'abc', null],
    ['of none of several', ['x/a:1', 'x/b:2'], 'abc', null],
    ['of a digest alone', ['x/billing@sha256:aa'], 'abc', null],
    ['of a chart', ['x/a:1', 'x/b:2'], '1.12.0', '1.12.0'],
    ['of a chart without images', [], 'v3.0.1', 'v3.0.1'],
    ['of nothing', [], 'abc', null],
  ])('%s', (_name, images, revision, version) => {
    const status = { summary: { images }, history: [{ revision }] };
    const deployment = read(status);

    expect(deployment.version).toBe(version);
    expect(deployment.revision).toBe(revision);
  });
});

it('gives the object of a cause its cluster', () => {
  const { cause } = read({
    sync: { status: 'OutOfSync' },
    resources: [{ kind: 'ConfigMap', name: 'settings', status: 'OutOfSync' }],
  });
  expect(cause).toMatchObject({
    type: 'drift',
    object: { cluster: 'eu-1', kind: 'ConfigMap', name: 'settings' },
  });
});

import type { KubeObject } from '../../types';
import { readApplicationSpec } from './ApplicationSpec';
import { findSpecProblem } from './findSpecProblem';

const GIT = { repoURL: 'http://git/a', path: 'deploy' };
const VALUES = { repoURL: 'http://git/a', ref: 'values' };
const CHART = { repoURL: 'http://c', chart: 'shop', targetRevision: '1.2.3' };
const destination = { name: 'eu-1', namespace: 'orders' };

describe('findSpecProblem', () => {
  it.each([
    [{ sources: [GIT], isList: false, destination }],
    [{ sources: [CHART, VALUES], isList: true, destination }],
    [{ sources: [CHART, { ...VALUES, ...GIT }], isList: true, destination }],
    [
      {
        sources: [{ ...GIT, path: '.' }],
        isList: false,
        destination: { server: 'https://eu-1.example', namespace: 'orders' },
      },
    ],
  ])('takes %j', spec => {
    expect(findSpecProblem(spec)).toBeUndefined();
  });

  it.each<[string, object]>([
    [
      "can't have both name and server defined: us-1 https://eu-1.example",
      { destination: { name: 'us-1', server: 'https://eu-1.example' } },
    ],
    ['spec.source.path or spec.source.chart', { sources: [{ repoURL: 'x' }] }],
    ['spec.source.path or spec.source.chart', { sources: [VALUES] }],
    ['spec.source.repoURL', { sources: [{ repoURL: '', path: 'a' }] }],
    [
      'either source.path, source.chart, or source.ref',
      { isList: true, sources: [CHART, { repoURL: 'x' }] },
    ],
    [
      'spec.source.targetRevision is required',
      { sources: [{ repoURL: 'x', chart: 'shop' }] },
    ],
    [
      'sources.ref a/b cannot contain',
      { isList: true, sources: [CHART, { ...VALUES, ref: 'a/b' }] },
    ],
    [
      'multiple sources had the same `ref` key',
      { isList: true, sources: [CHART, VALUES, { ...VALUES, path: 'b' }] },
    ],
  ])('says: %s', (message, change) => {
    const spec = { sources: [GIT], isList: false, destination, ...change };
    expect(findSpecProblem(spec)).toContain(message);
  });

  it('is a problem of the Application', () => {
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'orders', uid: '1', creationTimestamp: '' },
      spec: {
        source: GIT,
        destination: { name: 'us-1', server: 'https://eu-1.example' },
      },
    } as KubeObject;
    expect(readApplicationSpec(application)).toEqual({
      problem: expect.stringContaining("can't have both name and server"),
    });
  });
});

import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { createApplication } from '../../sources/__testUtils__';
import { createAssessInput } from '../__testUtils__';
import { syncAssessor } from './syncAssessor';

const assess = (applications: KubernetesObject[]) =>
  syncAssessor.assess(createAssessInput({ mgmt: applications }));

describe('while the placeholder runs', () => {
  const placeholder = 'registry.example.com/billing:v1.4.2';
  const waiting = (name: string, image = placeholder) =>
    createApplication({
      name,
      destination: { name, namespace: 'billing' },
      annotations: { 'orchestr8.io/placeholder-image': image },
    });

  it('waits for the first image instead of telling its version', () => {
    const state = assess([waiting('eu-1'), waiting('us-1')]);
    expect(state).toMatchObject({
      verdict: 'good',
      headline: {
        code: 'waitingForImage',
        params: { synced: 2, total: 2 },
      },
    });
    expect(state.deployments.map(d => [d.version, d.waitingForImage])).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  it('no longer waits once another image runs anywhere', () => {
    const state = assess([
      waiting('eu-1'),
      waiting('us-1', 'registry.example.com/hello:1'),
    ]);
    expect(state.headline).toEqual({
      code: 'synced',
      params: { synced: 2, total: 2 },
    });
    expect(state.deployments.map(d => d.waitingForImage)).toEqual([
      true,
      false,
    ]);
  });
});

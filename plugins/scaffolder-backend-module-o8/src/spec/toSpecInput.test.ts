import { toModuleSpec } from '@orchestr8/o8-blueprint';
import { toSpecInput } from './toSpecInput';

describe('toSpecInput', () => {
  const form = { landingZone: 'demo', name: 'billing', owner: 'guests' };

  it('leaves to the blueprint what a form leaves empty', () => {
    const empty = {
      title: '',
      description: '',
      system: '',
      runtime: '',
      image: '',
      tier: '',
      port: undefined,
      tags: undefined,
    };
    expect(toSpecInput({ ...form, ...empty })).toEqual(toSpecInput(form));
    expect(toSpecInput(form)).toEqual({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/guests' },
      spec: { landingZone: 'demo', workload: { kind: 'service' } },
    });
    expect(toModuleSpec(toSpecInput(form)).ok).toBe(true);
  });

  it('puts every field in its place', () => {
    const placements = [
      { environment: 'production', cluster: 'eu-1', replicas: 3 },
    ];
    expect(
      toSpecInput({
        ...form,
        title: 'Billing',
        description: 'Bills',
        system: 'voice',
        tags: ['money'],
        image: 'registry.example/billing:1.0.0',
        port: 9090,
        replicas: 4,
        tier: 'critical',
        placements,
      }),
    ).toEqual({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: {
        name: 'billing',
        title: 'Billing',
        description: 'Bills',
        owner: 'group:default/guests',
        system: 'voice',
        tags: ['money'],
      },
      spec: {
        landingZone: 'demo',
        workload: {
          kind: 'service',
          image: 'registry.example/billing:1.0.0',
          port: 9090,
          replicas: 4,
        },
        placements,
        recovery: { tier: 'critical' },
      },
    });
  });

  it('takes code to begin with in the place of an image', () => {
    const input = toSpecInput({ ...form, runtime: 'go' });
    expect(input).toHaveProperty('spec.workload', {
      kind: 'service',
      runtime: 'go',
    });
    expect(toModuleSpec(input).ok).toBe(true);
    // Who says both is told by the blueprint.
    const both = { ...form, runtime: 'go', image: 'a/b:1' };
    expect(toModuleSpec(toSpecInput(both)).ok).toBe(false);
  });

  it.each([
    ['guests', 'group:default/guests'],
    ['Guests', 'group:default/guests'],
    ['group:guests', 'group:default/guests'],
    ['User:Default/Ada', 'user:default/ada'],
    ['voice/team', 'group:voice/team'],
    // Not refs: judged by the schema, with everything else.
    ['', ''],
    ['group:', 'group:'],
  ])('makes the owner %p the full ref %p', (owner, full) => {
    const input = toSpecInput({ ...form, owner });
    const { metadata } = input as { metadata: { owner?: string } };
    expect(metadata.owner ?? '').toBe(full);
  });

  it.each([
    ['voice', 'voice'],
    ['system:default/voice', 'voice'],
    ['system:other/voice', 'system:other/voice'],
    ['component:default/voice', 'component:default/voice'],
  ])('takes the system %p as %p', (system, expected) => {
    expect(toSpecInput({ ...form, system })).toMatchObject({
      metadata: { system: expected },
    });
  });
});

import { exampleOf, planOf } from '../../__testUtils__/examples';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { ownerGroup } from './ownerGroup';
import { roleBinding } from './roleBinding';

const { spec, zone } = exampleOf('pinned');

/** What owners are on the clusters, for an owner and these settings. */
function groupOf(
  owner: string,
  owners: Partial<LandingZone['spec']['owners']> = {},
) {
  return ownerGroup(
    { ...spec, metadata: { ...spec.metadata, owner } },
    {
      ...zone,
      spec: {
        ...zone.spec,
        owners: { ...zone.spec.owners, groups: {}, ...owners },
      },
    },
  );
}

describe('the group of an owner', () => {
  it.each([
    ['team-x', { groups: { 'group:default/payments': 'team-x' } }],
    ['oidc:payments', { prefix: 'oidc:' }],
    ['payments', { prefix: '' }],
    [
      'team-x',
      { prefix: 'oidc:', groups: { 'group:default/payments': 'team-x' } },
    ],
  ])('is %s with %j', (group, owners) => {
    expect(groupOf('group:default/payments', owners)).toEqual({ group });
  });

  it.each([
    ['group:default/payments', {}, 'has neither an entry in owners.groups'],
    ['user:default/jane', { prefix: 'oidc:' }, 'only groups get one'],
    [
      'group:default/payments',
      { groups: { 'group:default/payments': 'system:authenticated' } },
      '"system:authenticated" is a group of Kubernetes itself',
    ],
    [
      'group:default/masters',
      { prefix: 'system:' },
      '"system:masters" is a group of Kubernetes itself',
    ],
    // What every object of JavaScript has is no group.
    ['group:default/constructor', {}, 'has neither an entry'],
  ])('is nobody for %s with %j', (owner, owners, because) => {
    expect(groupOf(owner, owners)).toEqual({
      note: expect.stringContaining(because),
    });
  });
});

describe('the RoleBinding', () => {
  const owned = structuredClone(spec);
  owned.metadata.owner = 'group:default/voice-team';

  it('lets the group look, by the role of the landing zone', () => {
    const named = structuredClone(zone);
    named.spec.owners = { groups: {}, prefix: '', clusterRole: 'module-view' };
    const plan = planOf({ spec: owned, zone: named });
    const [binding] = roleBinding.emit({
      ...plan,
      placement: plan.placements[0],
    });
    expect(binding).toMatchObject({
      metadata: { namespace: 'call-router' },
      roleRef: { kind: 'ClusterRole', name: 'module-view' },
      subjects: [{ kind: 'Group', name: 'voice-team' }],
    });
    expect(plan.notes).toEqual([]);
  });

  it('is left out, and the plan says why, where the group is not known', () => {
    const plan = planOf({ spec: owned, zone });
    const context = { ...plan, placement: plan.placements[0] };
    expect(roleBinding.emit(context)).toEqual([]);
    expect(plan.notes).toEqual([
      expect.stringMatching(/^The owner group:\S+ gets no RoleBinding: /),
    ]);
  });
});

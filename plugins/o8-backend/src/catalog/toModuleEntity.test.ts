import type { Entity } from '@backstage/catalog-model';
import { toModuleEntity } from './toModuleEntity';

const MODULE = 'orchestr8.io/module';

function createComponent(
  annotations?: Record<string, string>,
  fields: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'web', ...(annotations && { annotations }) },
    ...fields,
  };
}

function read(entity: Entity, trustAnnotations = true) {
  return toModuleEntity(entity, {
    trustAnnotations,
    resolveCluster: name => (name === 'hub' ? 'hub' : null),
  });
}

it('keeps what answers need', () => {
  const entity = createComponent(
    {
      [MODULE]: 'billing-eu',
      'orchestr8.io/landing-zone': 'acme',
      'orchestr8.io/rpo': '15m',
      'orchestr8.io/tier': 'gold',
    },
    {
      relations: [
        { type: 'partOf', targetRef: 'component:default/parent' },
        { type: 'partOf', targetRef: 'system:default/money' },
        { type: 'ownedBy', targetRef: 'group:default/payments' },
        { type: 'ownedBy', targetRef: 'user:default/ann' },
      ],
    },
  );
  entity.metadata.title = 'Billing';
  entity.metadata.description = 'Sends bills';

  expect(read(entity)).toEqual({
    entityRef: 'component:default/web',
    module: 'billing-eu',
    title: 'Billing',
    description: 'Sends bills',
    owner: 'group:default/payments',
    owners: ['group:default/payments', 'user:default/ann'],
    landingZone: 'acme',
    system: 'system:default/money',
    tier: 'gold',
    rpoMs: 900_000,
    claims: [],
    claimProblems: [],
  });
});

it('keeps in mind that an objective cannot be read', () => {
  const entity = createComponent({ [MODULE]: 'w', 'orchestr8.io/rpo': 'soon' });
  expect(read(entity)?.rpoMs).toBe('invalid');
});

it('leaves open what the entity does not say', () => {
  expect(read(createComponent({ [MODULE]: 'web' }))).toEqual({
    entityRef: 'component:default/web',
    module: 'web',
    title: 'web',
    description: null,
    owner: null,
    owners: [],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: null,
    claims: [],
    claimProblems: [],
  });
});

it.each([
  [undefined],
  [{}],
  [{ [MODULE]: '' }],
  [{ 'argocd/app-name': '' }],
  [{ 'argocd/instance-name': 'hub', 'backstage.io/kubernetes-cluster': 'hub' }],
])('takes one with the annotations %j for no module', annotations => {
  expect(read(createComponent(annotations))).toBeUndefined();
});

it('calls one that only claims by its ref, which is no label', () => {
  const annotations = {
    'argocd/app-name': 'web',
    'argocd/instance-name': 'hub,nowhere',
  };
  expect(read(createComponent(annotations))).toMatchObject({
    module: 'component:default/web',
    claims: [{ type: 'appName', name: 'web', cluster: 'hub' }],
    claimProblems: [{ annotation: 'argocd/instance-name', code: 'cluster' }],
  });
  expect(read(createComponent(annotations), false)).toBeUndefined();
});

it.each([
  // What another entity without a name is called.
  'component:default/other',
  'a b',
  '-a',
  'x'.repeat(64),
  'a\0b',
])('is no module by the name %j, and says so', module => {
  for (const isTrusted of [true, false]) {
    expect(
      read(createComponent({ [MODULE]: module }), isTrusted),
    ).toMatchObject({
      module: 'component:default/web',
      claimProblems: [{ annotation: MODULE, code: 'name' }],
    });
  }
});

import type { Entity } from '@backstage/catalog-model';
import type { ModuleInspection } from '@orchestr8/backstage-plugin-o8-node';
import { createEntity, createZone } from './__testUtils__';
import { judgeName, type NameEvidence } from './judgeName';

const OWNER = 'group:default/payments';

function judge(
  inspection: Partial<ModuleInspection>,
  fields: Partial<NameEvidence> = {},
) {
  return judgeName({
    name: 'billing',
    zone: createZone(),
    owner: OWNER,
    git: {
      inspection: { repository: 'absent', entry: 'absent', ...inspection },
    },
    ...fields,
  });
}

const own = createEntity();
const ENTITY_TAKEN = 'The catalog has a component of this name already.';

describe('judgeName', () => {
  it('is free where nothing is', () => {
    expect(judge({})).toEqual({
      name: 'billing',
      state: 'free',
      message: null,
    });
    expect(judge({}, { owner: undefined }).state).toBe('free');
  });

  it.each<[Partial<ModuleInspection>, Entity | undefined, string]>([
    [
      { repository: 'ours' },
      undefined,
      'An earlier attempt has made its repository; creating it again goes on there.',
    ],
    [
      { entry: 'ours' },
      undefined,
      'An earlier attempt has made its entry in the App of Apps; creating it again goes on there.',
    ],
    [
      { repository: 'ours', entry: 'ours' },
      undefined,
      'An earlier attempt has made its repository and its entry in the App of Apps; creating it again goes on there.',
    ],
    [
      { repository: 'ours' },
      own,
      'An earlier attempt has made its repository and its component in the catalog; creating it again goes on there.',
    ],
    [
      {},
      own,
      'An earlier attempt has made its component in the catalog; creating it again goes on there.',
    ],
    [
      { repository: 'empty' },
      undefined,
      'The repository modules/billing is there and empty: creating the module fills it.',
    ],
    [
      { repository: 'ours', entry: 'ours' },
      own,
      'This module exists already: creating it again changes nothing that is there.',
    ],
  ])('is resumable with %j and the entity %j', (inspection, entity, said) => {
    expect(judge(inspection, { entity })).toEqual({
      name: 'billing',
      state: 'resumable',
      message: said,
    });
    // Without an owner nobody can say whose attempt it was.
    const anonymous = judge(inspection, { entity, owner: undefined });
    expect(anonymous.state).toBe('taken');
    expect(anonymous.message).toMatch(
      entity ? /^The catalog has/ : /choose its owner to go on there\.$/,
    );
  });

  it.each<[Partial<ModuleInspection>, string]>([
    [
      { repository: 'foreign', reason: 'It is the repository of "shop".' },
      'It is the repository of "shop".',
    ],
    [
      { repository: 'foreign' },
      'The repository modules/billing belongs to something else.',
    ],
    [
      { entry: 'foreign' },
      'The App of Apps has an entry of this name that belongs to something else.',
    ],
    [
      { repository: 'ours', entry: 'foreign', reason: 'Another owner has it.' },
      'Another owner has it.',
    ],
  ])('is taken with %j', (inspection, message) => {
    for (const entity of [undefined, own]) {
      expect(judge(inspection, { entity })).toEqual({
        name: 'billing',
        state: 'taken',
        message,
      });
    }
  });

  it.each<[string, Entity]>([
    ['owner', createEntity({ owner: 'group:default/others' })],
    [
      'landing zone',
      createEntity({ annotations: { 'orchestr8.io/landing-zone': 'other' } }),
    ],
    [
      'module',
      createEntity({ annotations: { 'orchestr8.io/module': 'other' } }),
    ],
    ['annotations', { ...own, metadata: { name: 'billing' } }],
    ['spec', { ...own, spec: undefined }],
  ])('is taken by a component of another %s', (_, entity) => {
    for (const inspection of [{}, { repository: 'ours' as const }]) {
      expect(judge(inspection, { entity })).toEqual({
        name: 'billing',
        state: 'taken',
        message: ENTITY_TAKEN,
      });
    }
  });

  it('never calls a name free or resumable if git could not be asked', () => {
    const git = { failure: 'The git server could not be asked: away.' };
    for (const entity of [undefined, own]) {
      expect(judge({}, { git, entity })).toEqual({
        name: 'billing',
        state: 'unknown',
        message: git.failure,
      });
    }
    // A known taker is not hidden by what is unknown.
    const entity = createEntity({ owner: 'group:default/others' });
    expect(judge({}, { git, entity }).state).toBe('taken');
  });

  it.each([
    ['Billing', /^This name is not a module name: /],
    ['kube-x', /^This name is reserved: Kubernetes uses "kube-…"\.$/],
    [
      'argocd',
      /^This name is reserved: the landing zone has a namespace of this name\.$/,
    ],
    ['x'.repeat(50), /^This name is longer than 40 characters\.$/],
  ])('is invalid: "%s"', (name, message) => {
    expect(judge({}, { name, entity: own })).toEqual({
      name,
      state: 'invalid',
      message: expect.stringMatching(message),
    });
  });
});

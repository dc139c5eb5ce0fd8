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
const elsewhere = createEntity({
  annotations: { 'orchestr8.io/landing-zone': 'other' },
});
const EXISTS =
  'A module of this name exists already; choose its owner to go on there.';
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
      { repository: 'empty', entry: 'ours' },
      undefined,
      'An earlier attempt has made its entry in the App of Apps; creating it again goes on there.',
    ],
  ])('is resumable with %j and the entity %j', (inspection, entity, said) => {
    expect(judge(inspection, { entity })).toEqual({
      name: 'billing',
      state: 'resumable',
      message: said,
    });
    // Without an owner nobody can say whose attempt it was.
    const { state } = judge(inspection, { entity, owner: undefined });
    expect(state).toBe('taken');
  });

  it('is complete where all of it is there', () => {
    const all = { repository: 'ours', entry: 'ours' } as const;
    expect(judge(all, { entity: own })).toEqual({
      name: 'billing',
      state: 'complete',
      message:
        'This module exists already: creating it again changes nothing that is there.',
    });
  });

  it.each<[Partial<ModuleInspection>, Entity | undefined, string]>([
    [{ repository: 'ours' }, undefined, EXISTS],
    [{ repository: 'ours' }, own, EXISTS],
    [{ repository: 'ours', entry: 'ours' }, undefined, EXISTS],
    [{ repository: 'ours', entry: 'ours' }, own, EXISTS],
    [
      { entry: 'ours' },
      undefined,
      'The App of Apps has an entry of this name already.',
    ],
    [{}, own, ENTITY_TAKEN],
    [{ repository: 'empty' }, own, ENTITY_TAKEN],
    [{ repository: 'ours' }, elsewhere, ENTITY_TAKEN],
  ])('without an owner is taken with %j and %j', (inspection, entity, said) => {
    expect(judge(inspection, { entity, owner: undefined })).toEqual({
      name: 'billing',
      state: 'taken',
      message: said,
    });
  });

  it.each([OWNER, undefined])(
    'goes into an empty repository, for the owner %p',
    owner => {
      expect(judge({ repository: 'empty' }, { owner })).toEqual({
        name: 'billing',
        state: 'resumable',
        message:
          'An empty repository of this name is there (modules/billing) and will be used.',
      });
    },
  );

  it.each([
    [{ repository: 'ours' }, OWNER],
    [{ repository: 'ours' }, undefined],
    [
      { repository: 'foreign', details: 'It is of group:default/secret.' },
      OWNER,
    ],
    [
      { entry: 'foreign', details: 'It is of group:default/secret.' },
      undefined,
    ],
  ] as const)('does not say whose it is: %j, %p', (inspection, owner) => {
    expect(judge(inspection, { owner }).message).not.toMatch(/group:/);
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
    const unowned = { git, entity: own, owner: undefined };
    expect(judge({}, unowned)).toMatchObject({
      state: 'taken',
      message: ENTITY_TAKEN,
    });
  });

  it.each([
    ['Billing', /^This name is not a module name: /],
    ['kube-x', /^This name is reserved: Kubernetes uses "kube-…"\.$/],
    // Which of the rules comes first is theirs to say.
    ['argocd', /^This name is reserved: .+\.$/],
    ['x'.repeat(50), /^This name is longer than 40 characters\.$/],
  ])('is invalid: "%s"', (name, message) => {
    expect(judge({}, { name, entity: own })).toEqual({
      name,
      state: 'invalid',
      message: expect.stringMatching(message),
    });
  });
});

import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { createApplication, NOW } from '../sources/__testUtils__';
import {
  createAssessInput,
  createEntity,
  createModuleFacts,
  GOOD,
  judge,
  NOT_FRESH,
  statusesBut,
  toKnownFacts,
  type Objects,
} from './__testUtils__';

/** One of somebody else, who has not thought of anything. */
function createCareless(verdict: 'good' | 'busy' | 'attention'): Assessor {
  return {
    id: 'careless',
    needs: ['velero.backup'],
    assess: () => ({ verdict, headline: { code: 'fine', params: {} } }),
  };
}

/** Two entities that say that they are `billing`. */
function createConflict(objects: Objects) {
  const known = { binding: 'conflict', isOthers: false } as const;
  const entities = [createEntity(), createEntity('impostor')];
  return {
    entities,
    facts: createModuleFacts(objects, {
      entities: Object.fromEntries(
        entities.map(({ entityRef }) => [entityRef, { ...known, claimed: [] }]),
      ),
    }),
  };
}

describe('judgeModule', () => {
  it('judges every facet with the sources that it rests on', () => {
    const states = judge();

    expect(
      states.map(({ facet, state, sources }) => [
        facet,
        state.verdict,
        sources.map(({ cluster, source }) => `${cluster}/${source}`),
      ]),
    ).toEqual([
      ['sync', 'good', ['mgmt/argocd']],
      [
        'compliance',
        'good',
        ['eu-1/namespaces', 'eu-1/networkPolicies', 'eu-1/policyReports'],
      ],
      ['recovery', 'good', ['eu-1/namespaces', 'eu-1/velero']],
    ]);
    expect(states[0]).toMatchObject({
      entityRef: 'component:default/billing',
      placements: [{ cluster: 'eu-1', namespace: 'billing' }],
      assessedAt: NOW.toISOString(),
    });
  });

  it('shows an assessor only what it asks for', () => {
    const assess = jest.fn(createCareless('good').assess);

    judge({ assessors: [{ ...createCareless('good'), assess }] });

    const [[input]] = assess.mock.calls as unknown as [
      [ReturnType<typeof createAssessInput>],
    ];
    expect(input.facts.map(({ type }) => type)).toEqual(['velero.backup']);
    expect(input.sources.map(({ source }) => source)).toEqual(['velero']);
  });

  it('believes a careless assessor while its sources are fresh', () => {
    const [{ state }] = judge({ assessors: [createCareless('good')] });
    expect(state).toEqual({
      verdict: 'good',
      headline: { code: 'fine', params: {} },
    });
  });

  it.each([
    ...NOT_FRESH,
    ['unsupported', { state: 'unsupported' as const }] as const,
  ])('takes the colour from a careless assessor: %s', (_name, fields) => {
    for (const verdict of ['good', 'busy'] as const) {
      const [{ state }] = judge({
        assessors: [createCareless(verdict)],
        statuses: statusesBut('velero', fields),
      });
      expect(state).toEqual({
        verdict: 'unknown',
        headline: { code: 'unproven', params: {} },
      });
    }
  });

  it('takes the colour from a careless assessor of a module that is nowhere', () => {
    const [{ state }] = judge({
      assessors: [createCareless('good')],
      facts: createModuleFacts(),
    });
    expect(state.verdict).toBe('unknown');
  });

  it('leaves a known problem as it is', () => {
    const [{ state }] = judge({
      assessors: [createCareless('attention')],
      statuses: [],
    });
    expect(state.headline.code).toBe('fine');
  });

  it('is sure of nothing good while two entities claim the module', () => {
    const states = judge({
      ...createConflict(GOOD),
    });

    expect(states).toHaveLength(6);
    for (const { state } of states) {
      expect(state.verdict).toBe('unknown');
    }
  });

  it('tells nobody what is bad while two entities claim the module', () => {
    const states = judge({
      ...createConflict({
        mgmt: [
          createApplication({ status: { health: { status: 'Degraded' } } }),
        ],
      }),
    });
    for (const { state, placements, sources } of states) {
      expect(state.verdict).toBe('unknown');
      expect({ placements, sources }).toEqual({ placements: [], sources: [] });
      expect(JSON.stringify(state)).not.toMatch(/Degraded|billing/);
    }
  });

  it.each([
    [true, 'notDeployed'],
    [false, 'notRead'],
  ])('says why there is nothing (all read: %s)', (allRead, code) => {
    const statuses = allRead
      ? createAssessInput().sources
      : statusesBut('argocd', { state: 'failed', confirmedAt: null });
    const [{ state }] = judge({
      facts: createModuleFacts(),
      statuses,
    });
    expect(state.headline.code).toBe(code);
  });

  it.each([
    [1_000, 'gold', { rpoMs: 1_000, rpoFrom: 'entity' }],
    [null, 'gold', { rpoMs: 60_000, rpoFrom: 'tier' }],
    ['invalid' as const, 'gold', { rpoMs: null, rpoFrom: null }],
    [null, 'silver', { rpoMs: null, rpoFrom: null }],
    [null, 'constructor', { rpoMs: null, rpoFrom: null }],
    [null, null, { rpoMs: null, rpoFrom: null }],
  ])(
    'takes the objective of the entity (%s), else its tier (%s)',
    (rpoMs, tier, expected) => {
      const states = judge({
        entities: [createEntity('billing', { rpoMs, tier })],
        objectives: { gold: { rpoMs: 60_000 }, bronze: {} },
      });
      expect(states[2].state).toMatchObject(expected);
    },
  );

  it('shows what is claimed beside what is confirmed, and placed by that alone', () => {
    const [claimed] = toKnownFacts({
      mgmt: [createApplication({ name: 'old' })],
    });
    const facts = createModuleFacts(GOOD, {
      entities: {
        'component:default/billing': {
          binding: 'confirmed',
          isOthers: false,
          claimed: [{ ...claimed, binding: 'claimed' }],
        },
      },
    });
    const [sync, ...others] = judge({ facts });
    expect(sync.state).toMatchObject({
      verdict: 'good',
      deployments: [
        { application: { name: 'billing-eu-1' } },
        { application: { name: 'old' } },
      ],
    });
    expect(others).toEqual(judge().slice(1));
  });

  it('gives what is only claimed to no assessor that did not ask for it', () => {
    const assess = jest.fn(createCareless('good').assess);
    const facts = createModuleFacts(
      {},
      {
        entities: {
          'component:default/billing': {
            binding: 'claimed',
            isOthers: false,
            claimed: toKnownFacts(GOOD),
          },
        },
      },
    );
    judge({ facts, assessors: [{ ...createCareless('good'), assess }] });
    expect(assess).toHaveBeenCalledWith(
      expect.objectContaining({ binding: 'claimed', facts: [] }),
    );
  });

  it('says nothing to an entity of a module that the platform gives to another', () => {
    const facts = createModuleFacts(GOOD, {
      entities: {
        'component:default/billing': {
          binding: 'conflict',
          isOthers: true,
          claimed: [],
        },
      },
    });
    for (const { state, placements, sources } of judge({ facts })) {
      expect(state.verdict).toBe('unknown');
      expect({ placements, sources }).toEqual({ placements: [], sources: [] });
      expect(JSON.stringify(state)).not.toContain('billing');
    }
  });
});

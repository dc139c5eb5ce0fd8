import {
  complianceStateSchema,
  recoveryStateSchema,
  syncStateSchema,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  sourceOf,
  type AssessInput,
  type Assessor,
  type KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { builtInSources } from '../sources';
import {
  createApplication,
  createBackup,
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
  createSchedule,
  createStorage,
  minutesAgo,
  NOW,
} from '../sources/__testUtils__';
import { createAssessInput, createStatus, toKnownFacts } from './__testUtils__';
import { assessors } from './index';
import { judgeModule } from './judgeModule';

type Objects = Record<string, KubernetesObject[]>;

/** With this on the clusters every facet is good. A new assessor adds what it needs. */
const GOOD: Objects = {
  mgmt: [createApplication()],
  'eu-1': [
    createNamespace(),
    createNetworkPolicy(),
    createReport(),
    createSchedule(),
    createBackup(),
    createStorage(),
  ],
};

/** What somebody saw go wrong. It has to stay visible whatever happens to sources. */
const BAD: Record<string, [string, Objects][]> = {
  sync: [
    [
      'a degraded Application',
      {
        mgmt: [
          createApplication({ status: { health: { status: 'Degraded' } } }),
        ],
      },
    ],
    [
      'a failed operation',
      {
        mgmt: [
          createApplication({
            status: { operationState: { phase: 'Failed' } },
          }),
        ],
      },
    ],
  ],
  compliance: [
    [
      'a failing policy',
      { 'eu-1': [createReport([createResult({ result: 'fail' })])] },
    ],
    ['a Namespace without a level', { 'eu-1': [createNamespace({})] }],
    [
      'a policy that lets everybody in',
      { 'eu-1': [createNetworkPolicy({ podSelector: {}, ingress: [{}] })] },
    ],
  ],
  recovery: [
    [
      'a storage location out of reach',
      {
        'eu-1': [
          createSchedule(),
          createStorage({ status: { phase: 'Unavailable' } }),
        ],
      },
    ],
    [
      'a schedule that Velero refuses',
      {
        'eu-1': [
          createSchedule({ status: { phase: 'FailedValidation' } }),
          createStorage(),
        ],
      },
    ],
  ],
};

const GOOD_HEADLINES = ['synced', 'passing', 'recovers', 'progressing'];

const NOT_FRESH: [string, Partial<SourceStatus> | undefined][] = [
  ['stale', { state: 'stale', confirmedAt: minutesAgo(20) }],
  ['failed', { state: 'failed', confirmedAt: minutesAgo(20) }],
  ['never read', { state: 'stale', confirmedAt: null }],
  ['failed and never read', { state: 'failed', confirmedAt: null }],
  ['missing', undefined],
];

const SCHEMAS: Record<string, { parse(state: unknown): unknown }> = {
  sync: syncStateSchema,
  compliance: complianceStateSchema,
  recovery: recoveryStateSchema,
};

/** All statuses fresh but those of one source. */
function statusesBut(
  source: string,
  fields: Partial<SourceStatus> | undefined,
): SourceStatus[] {
  return createAssessInput().sources.flatMap(status => {
    if (status.source !== source) {
      return status;
    }
    return fields ? createStatus(status.cluster, source, fields) : [];
  });
}

/** With the facts that it needs, as it gets them from the plugin. */
function assessWith(
  assessor: Assessor,
  objects: Objects,
  fields?: Partial<AssessInput>,
) {
  const input = createAssessInput(objects, fields);
  const facts = input.facts.filter(({ type }) => assessor.needs.includes(type));
  return assessor.assess({ ...input, facts });
}

const rows = assessors.flatMap(assessor =>
  [...new Set(assessor.needs.map(sourceOf))].flatMap(source =>
    NOT_FRESH.map(([name, fields]) => ({ assessor, source, name, fields })),
  ),
);

describe.each(assessors)('$id', assessor => {
  it('is good by proof alone: all is fresh and well', () => {
    const state = assessWith(assessor, GOOD);

    expect(state.verdict).toBe('good');
    expect(GOOD_HEADLINES).toContain(state.headline.code);
    expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
  });

  it.each([true, false])(
    'is not good where there is nothing (all read: %s)',
    allRead => {
      const nowhere = assessWith(assessor, {}, { placements: [], allRead });
      const somewhere = assessWith(assessor, {}, { allRead });

      expect(nowhere.verdict).toBe('unknown');
      for (const { verdict, headline } of [nowhere, somewhere]) {
        expect(['good', 'busy']).not.toContain(verdict);
        expect(GOOD_HEADLINES).not.toContain(headline.code);
      }
    },
  );

  it.each(BAD[assessor.id])('calls %s bad', (_name, objects) => {
    expect(assessWith(assessor, objects).verdict).toBe('bad');
  });
});

describe.each(rows)(
  '$assessor.id with the source $source $name',
  ({ assessor, source, fields }) => {
    const sources = statusesBut(source, fields);
    const assess = (objects: Objects) =>
      assessWith(assessor, objects, { sources });

    it('has no good and no busy state', () => {
      const state = assess(GOOD);

      expect(['good', 'busy']).not.toContain(state.verdict);
      expect(GOOD_HEADLINES).not.toContain(state.headline.code);
      expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
    });

    it('is on its way no more', () => {
      const health = { status: 'Progressing' };
      const { verdict, headline } = assess({
        ...GOOD,
        mgmt: [createApplication({ status: { health } })],
      });

      expect(['good', 'busy']).not.toContain(verdict);
      expect(GOOD_HEADLINES).not.toContain(headline.code);
    });

    it.each(BAD[assessor.id])('still shows %s', (_name, objects) => {
      const state = assess(objects);

      expect(state.verdict).toBe('bad');
      expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
    });

    it('is not good either when the whole module is judged', () => {
      const states = judge({ statuses: sources, assessors: [assessor] });

      expect(states).toHaveLength(1);
      expect(['good', 'busy']).not.toContain(states[0].state.verdict);
      expect(GOOD_HEADLINES).not.toContain(states[0].state.headline.code);
    });
  },
);

it.each(
  assessors.flatMap(assessor =>
    [...new Set(assessor.needs.map(sourceOf))].map(source => ({
      assessor,
      source,
    })),
  ),
)(
  '$assessor.id is not good where $source is not installed',
  ({ assessor, source }) => {
    const { verdict, headline } = assessWith(assessor, GOOD, {
      sources: statusesBut(source, { state: 'unsupported' }),
    });

    expect(['good', 'busy']).not.toContain(verdict);
    expect(GOOD_HEADLINES).not.toContain(headline.code);
  },
);

function createEntity(name = 'billing') {
  return {
    entityRef: `component:default/${name}`,
    module: 'billing',
    title: name,
    description: null,
    owner: null,
    system: null,
    tier: null as string | null,
    rpoMs: 3_600_000 as number | 'invalid' | null,
  };
}

function judge(options: Partial<Parameters<typeof judgeModule>[0]> = {}) {
  return judgeModule({
    facts: {
      placements: [{ cluster: 'eu-1', namespace: 'billing' }],
      facts: toKnownFacts(GOOD),
    },
    entities: [createEntity()],
    assessors,
    sources: builtInSources,
    statuses: createAssessInput().sources,
    objectives: {},
    now: NOW,
    ...options,
  });
}

/** One of somebody else, who has not thought of anything. */
function createCareless(verdict: 'good' | 'busy' | 'attention'): Assessor {
  return {
    id: 'careless',
    needs: ['velero.backup'],
    assess: () => ({ verdict, headline: { code: 'fine', params: {} } }),
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
      facts: { placements: [], facts: [] },
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
      entities: [createEntity(), createEntity('impostor')],
    });

    expect(states).toHaveLength(6);
    for (const { state } of states) {
      expect(state.verdict).toBe('unknown');
    }
  });

  it('keeps what is bad while two entities claim the module', () => {
    const states = judge({
      entities: [createEntity(), createEntity('impostor')],
      facts: {
        placements: [{ cluster: 'eu-1', namespace: 'billing' }],
        facts: toKnownFacts(BAD.sync[0][1]),
      },
    });
    expect(states[0].state.verdict).toBe('bad');
  });

  it.each([
    [true, 'notDeployed'],
    [false, 'notRead'],
  ])('says why there is nothing (all read: %s)', (allRead, code) => {
    const statuses = allRead
      ? createAssessInput().sources
      : statusesBut('argocd', { state: 'failed', confirmedAt: null });
    const [{ state }] = judge({
      facts: { placements: [], facts: [] },
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
        entities: [{ ...createEntity(), rpoMs, tier }],
        objectives: { gold: { rpoMs: 60_000 }, bronze: {} },
      });
      expect(states[2].state).toMatchObject(expected);
    },
  );
});

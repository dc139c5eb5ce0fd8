import {
  moduleDetailSchema,
  moduleSummarySchema,
  type ModuleObject,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  EntityObjects,
  ModuleEntity,
  ModuleStore,
  StateRow,
} from '../store';
import { createEntity, createState } from './__testUtils__';
import { ModuleReader } from './ModuleReader';

const statuses: SourceStatus[] = ['us-1', 'eu-1', 'ap-1'].map(cluster => ({
  cluster,
  clusterTitle: cluster.toLocaleUpperCase('en'),
  source: 'velero',
  state: 'fresh',
  since: '2026-11-22T08:00:00.000Z',
  confirmedAt: '2026-11-22T10:41:50.000Z',
  message: null,
}));

const object: ModuleObject = {
  cluster: 'ap-1',
  apiVersion: 'v1',
  kind: 'Namespace',
  namespace: null,
  name: 'billing',
  source: 'namespaces',
  binding: 'confirmed',
  conflict: null,
  operable: true,
  facts: [],
};

const objectsOf = jest.fn<Promise<EntityObjects>, unknown[]>(async () => ({
  objects: [object],
  totalObjects: 700,
  emptyClaims: ['appName', 'kubernetesId'],
}));

function create(
  entities: ModuleEntity[],
  states: StateRow[],
  known: SourceStatus[] = statuses,
) {
  const store: Partial<ModuleStore> = {
    listEntities: async () => entities,
    listStates: async refs =>
      states.filter(({ entityRef }) => !refs || refs.includes(entityRef)),
    entitiesOf: async module => entities.filter(e => e.module === module),
    getEntity: async ref => entities.find(e => e.entityRef === ref),
  };
  return new ModuleReader({
    store: store as ModuleStore,
    facts: { objectsOf },
    listStatuses: async () => known,
    keyOf: ref => `key of ${ref}`,
  });
}

describe('ModuleReader', () => {
  // A minute after the judgements.
  beforeEach(() =>
    jest.useFakeTimers({ now: new Date('2026-11-22T11:01:00.000Z') }),
  );
  afterEach(() => jest.useRealTimers());

  const entities = [createEntity('billing'), createEntity('web')];
  const states = [
    createState('billing', 'sync', 'good'),
    createState('billing', 'recovery', 'bad', {
      placements: [
        { cluster: 'us-1', namespace: 'billing' },
        { cluster: 'eu-1', namespace: 'billing' },
      ],
    }),
  ];

  it('lists modules with what was judged of each', async () => {
    const { items, sources } = await create(entities, states).list();

    // No moving time: else no two lists were the same.
    expect(sources).toEqual(
      statuses.map(status => ({ ...status, confirmedAt: status.since })),
    );
    expect(items[0]).toEqual({
      entityRef: 'component:default/billing',
      key: 'key of component:default/billing',
      module: 'billing',
      title: 'billing',
      description: null,
      owner: null,
      system: null,
      tier: null,
      binding: 'confirmed',
      clusters: ['eu-1', 'us-1'],
      facets: {
        sync: {
          verdict: 'good',
          headline: { code: 'sync-good', params: {} },
          since: '2026-11-22T10:00:00.000Z',
        },
        // Nobody has judged it yet.
        compliance: {
          verdict: 'unknown',
          headline: { code: 'notRead', params: {} },
          since: expect.any(String),
        },
        recovery: expect.objectContaining({ verdict: 'bad' }),
      },
    });
    items.forEach(item =>
      expect(moduleSummarySchema.parse(item)).toEqual(item),
    );
  });

  it('knows nothing good of a module that is nowhere', async () => {
    const { items } = await create(entities, states).list();

    expect(items[1]).toMatchObject({ binding: 'unbound', clusters: [] });
    for (const facet of Object.values(items[1].facets)) {
      expect(facet.verdict).toBe('unknown');
    }
  });

  it('names the clusters of deployments that are only claimed', async () => {
    const [sync] = states;
    const deployments = [{ cluster: 'us-1' }, { cluster: null }];
    const claimed = {
      ...sync,
      placements: [],
      sources: [],
      state: { ...sync.state, deployments },
    };
    const detail = await create(entities, [claimed]).get(
      'component:default/billing',
    );
    expect(detail?.clusterTitles).toMatchObject({ 'us-1': 'US-1' });
  });

  it('gives all that is known of one module', async () => {
    const detail = await create(entities, states).get(
      'component:default/billing',
    );

    expect(moduleDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      claimedBy: [],
      clusterTitles: { 'us-1': 'US-1', 'eu-1': 'EU-1', 'ap-1': 'AP-1' },
      facets: {
        sync: {
          state: states[0].state,
          since: '2026-11-22T10:00:00.000Z',
          assessedAt: '2026-11-22T11:00:00.000Z',
          sources: [statuses[1]],
        },
        compliance: {
          state: {
            verdict: 'unknown',
            headline: { code: 'notRead', params: {} },
            checks: [],
            reports: [],
          },
          sources: [],
        },
      },
    });
  });

  it('gives what it has on the clusters, and claims that find nothing', async () => {
    const problem = {
      annotation: 'orchestr8.io/module',
      code: 'name',
    } as const;
    const claiming = createEntity('claiming', { claimProblems: [problem] });
    const detail = await create([claiming], []).get(claiming.entityRef);

    expect(objectsOf).toHaveBeenCalledWith(claiming, { limit: 500 });
    expect(detail).toMatchObject({
      objects: [object],
      totalObjects: 700,
      claimProblems: [
        problem,
        { annotation: 'argocd/app-name', code: 'nothing' },
        { annotation: 'backstage.io/kubernetes-id', code: 'nothing' },
      ],
    });
    // What the engine keeps for itself is in no answer.
    expect(detail).not.toHaveProperty('claims');
    expect(detail).not.toHaveProperty('rpoMs');
  });

  it.each(['confirmed', 'claimed', 'unbound', 'conflict'] as const)(
    'says of a binding what was judged: %s',
    async binding => {
      const judged = createState('billing', 'sync', 'good', { binding });
      const { items } = await create(entities, [judged]).list();
      expect(items[0].binding).toBe(binding);
    },
  );

  it('gives an entity that was never judged', async () => {
    const detail = await create(entities, []).get('component:default/web');
    expect(moduleDetailSchema.parse(detail)).toEqual(detail);
    expect(detail?.facets.recovery.state.verdict).toBe('unknown');
  });

  it('does not know an entity that is no module', async () => {
    await expect(
      create(entities, []).get('component:default/nobody'),
    ).resolves.toBeUndefined();
  });

  it('shows two claims on one module as a conflict', async () => {
    const impostor = createEntity('impostor', { module: 'billing' });
    const judged = states.map(state => ({
      ...state,
      binding: 'conflict' as const,
    }));
    const reader = create([...entities, impostor], judged);
    const { items } = await reader.list();

    // Also of one that nobody has judged yet.
    expect(items.map(({ binding }) => binding)).toEqual([
      'conflict',
      'unbound',
      'conflict',
    ]);
    const detail = await reader.get('component:default/impostor');
    expect(detail?.claimedBy).toEqual([
      'component:default/billing',
      'component:default/impostor',
    ]);
  });

  it('leaves a judgement that knew of it as it is', async () => {
    const judged = createState('billing', 'recovery', 'unknown');
    const protections = [
      { cluster: 'us-1', verdict: 'unknown', fresh: false },
      { cluster: 'eu-1', verdict: 'good', fresh: true },
    ];
    const reader = create(
      entities,
      [
        {
          ...judged,
          state: { ...judged.state, protections } as object as never,
        },
      ],
      statuses.map(status => ({ ...status, state: 'failed' })),
    );
    const detail = await reader.get('component:default/billing');
    expect(detail?.facets.recovery.state).toMatchObject({ protections });
  });

  it.each([
    ['its source is no longer fresh', '2026-11-22T11:01:00.000Z', 'stale'],
    ['nobody has judged it for long', '2026-11-22T11:06:00.000Z', 'fresh'],
  ] as const)('takes the colour away when %s', async (_why, now, state) => {
    jest.setSystemTime(new Date(now));
    const judged = createState('billing', 'recovery', 'good');
    const protections = [{ cluster: 'eu-1', verdict: 'good', fresh: true }];
    const reader = create(
      entities,
      [
        {
          ...judged,
          state: { ...judged.state, protections } as object as never,
        },
      ],
      statuses.map(status => ({ ...status, state })),
    );

    const { items } = await reader.list();
    expect(items[0].facets.recovery).toMatchObject({
      verdict: 'unknown',
      headline: { code: 'unproven' },
    });
    const detail = await reader.get('component:default/billing');
    expect(detail?.facets.recovery.state).toMatchObject({
      verdict: 'unknown',
      protections: [{ verdict: 'unknown', fresh: false }],
    });
  });
});

import {
  moduleDetailSchema,
  moduleSummarySchema,
  type ModuleObject,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { EntityObjects, ModuleEntity, StateRow } from '../store';
import { createEntity, createState, createStatus } from './__testUtils__';
import { FreshSources } from './isProven';
import { Shared, toJudgement } from './Judgement';
import type { KnownModule } from './KnownModules';
import { toModuleDetail } from './toModuleDetail';
import { holdJudgements, toModuleSummary } from './toModuleSummary';

// A minute after the judgements.
const NOW = '2026-11-22T11:01:00.000Z';

const statuses = ['us-1', 'eu-1', 'ap-1'].map(cluster =>
  createStatus(cluster, 'velero'),
);

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

const objects: EntityObjects = {
  objects: [object],
  totalObjects: 700,
  emptyClaims: ['appName', 'kubernetesId'],
};

const deployment = {
  application: {
    cluster: 'hub',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: 'billing',
  },
  cluster: null,
  destination: 'somewhere',
  namespace: 'billing',
  environment: null,
  part: null,
  verdict: 'good',
  sync: 'Synced',
  health: 'Healthy',
  version: null,
  waitingForImage: false,
  revision: null,
  deployedAt: null,
  deployedBy: null,
  cause: null,
  fresh: true,
  evidenceAt: null,
};

interface World {
  entity?: ModuleEntity;
  states?: StateRow[];
  sources?: SourceStatus[];
  claimedBy?: string[];
  now?: string;
  judgedAt?: string;
}

function answer(world: World) {
  const { entity = createEntity('billing'), states = [] } = world;
  const { sources = statuses, now = NOW } = world;
  const known: KnownModule = {
    entity,
    module: entity.module,
    shard: 1,
    revision: 1,
    judgements: states.map(row => toJudgement(row, new Shared())),
    claimedBy: world.claimedBy ?? [entity.entityRef],
    seenAt: NOW,
  };
  const evidence = {
    nowMs: Date.parse(now),
    fresh: new FreshSources(sources),
    judgedAtMs: world.judgedAt ? Date.parse(world.judgedAt) : undefined,
  };
  const held = holdJudgements(known.judgements, evidence);
  const key = `key of ${entity.entityRef}`;
  const { detail } = toModuleDetail({
    known,
    read: { states, objects },
    statuses: sources,
    evidence,
    key,
  });
  expect(moduleDetailSchema.parse(detail)).toEqual(detail);
  const summary = toModuleSummary(known, held, key);
  expect(moduleSummarySchema.parse(summary)).toEqual(summary);
  return { detail, summary };
}

const states = [
  createState('billing', 'recovery', 'bad', {
    placements: [
      { cluster: 'us-1', namespace: 'billing' },
      { cluster: 'eu-1', namespace: 'billing' },
    ],
  }),
  createState('billing', 'sync', 'good'),
];

describe('a module in lists', () => {
  it('says what was judged of it', () => {
    expect(answer({ states }).summary).toEqual({
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
          since: NOW,
        },
        recovery: expect.objectContaining({ verdict: 'bad' }),
      },
    });
  });

  it('says nothing good of one that is nowhere', () => {
    const { summary } = answer({});
    expect(summary).toMatchObject({ binding: 'unbound', clusters: [] });
    for (const facet of Object.values(summary.facets)) {
      expect(facet.verdict).toBe('unknown');
    }
  });

  it.each(['confirmed', 'claimed', 'unbound', 'conflict'] as const)(
    'says of a binding what was judged: %s',
    binding => {
      const judged = createState('billing', 'sync', 'good', { binding });
      expect(answer({ states: [judged] }).summary.binding).toBe(binding);
    },
  );

  it('says of two claims that they are a conflict before they are judged', () => {
    const claimedBy = ['component:default/billing', 'component:default/other'];
    const { summary, detail } = answer({ claimedBy });
    expect(summary.binding).toBe('conflict');
    expect(detail.claimedBy).toEqual(claimedBy);
  });
});

describe('all that is known of a module', () => {
  it('has its facets, and the clusters that it has to do with', () => {
    expect(answer({ states }).detail).toMatchObject({
      claimedBy: [],
      clusterTitles: { 'us-1': 'US-1', 'eu-1': 'EU-1', 'ap-1': 'AP-1' },
      facets: {
        sync: {
          state: states[1].state,
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

  it.each([
    ['2026-11-22T10:30:00.000Z', '2026-11-22T11:00:00.000Z'],
    // In steps, so that it stays the same for a while.
    ['2026-11-22T12:34:56.000Z', '2026-11-22T12:30:00.000Z'],
  ])('was judged when nothing waited last, at %s', (judgedAt, said) => {
    const now = '2026-11-22T12:35:00.000Z';
    const { facets } = answer({ states, judgedAt, now }).detail;
    expect(facets.sync.assessedAt).toBe(said);
  });

  it('has its objects, and claims that find nothing', () => {
    const problem = {
      annotation: 'orchestr8.io/module',
      code: 'name',
    } as const;
    const entity = createEntity('billing', { claimProblems: [problem] });
    const { detail } = answer({ entity });
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

  it('has the names of clusters of deployments that are only claimed', () => {
    const sync = createState('billing', 'sync', 'good', {
      placements: [],
      sources: [],
    });
    const deployments = [{ ...deployment, cluster: 'us-1' }, deployment];
    const { detail } = answer({
      states: [{ ...sync, state: { ...sync.state, deployments } as never }],
    });
    expect(detail.clusterTitles).toMatchObject({ 'us-1': 'US-1' });
  });

  const protection = {
    namespace: 'billing',
    problems: [],
    newestGood: null,
    schedule: null,
    evidenceAt: null,
  };

  it('leaves a judgement that knew of a failed source as it is', () => {
    const judged = createState('billing', 'recovery', 'unknown');
    const protections = [
      { ...protection, cluster: 'us-1', verdict: 'unknown', fresh: false },
      { ...protection, cluster: 'eu-1', verdict: 'good', fresh: true },
    ];
    const { detail } = answer({
      states: [{ ...judged, state: { ...judged.state, protections } as never }],
      sources: statuses.map(status => ({ ...status, state: 'failed' })),
    });
    expect(detail.facets.recovery.state.protections).toEqual(protections);
  });

  it.each([
    ['its source is no longer fresh', NOW, 'stale', null],
    [
      'nobody has judged it for long',
      '2026-11-22T11:06:00.000Z',
      'fresh',
      null,
    ],
    ['time has made it another one', NOW, 'fresh', NOW],
  ] as const)('has no colour when %s', (_why, now, state, validUntil) => {
    const judged = createState('billing', 'recovery', 'good', { validUntil });
    const protections = [
      { ...protection, cluster: 'eu-1', verdict: 'good', fresh: true },
    ];
    const { detail, summary } = answer({
      states: [{ ...judged, state: { ...judged.state, protections } as never }],
      sources: statuses.map(status => ({ ...status, state })),
      now,
    });
    expect(summary.facets.recovery).toMatchObject({
      verdict: 'unknown',
      headline: { code: 'unproven' },
    });
    expect(detail.facets.recovery.state).toMatchObject({
      verdict: 'unknown',
      protections: [{ verdict: 'unknown', fresh: false }],
    });
  });
});

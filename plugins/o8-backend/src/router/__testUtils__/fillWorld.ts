import type { Knex } from 'knex';
import { EMPTY_STATES } from '../../assess';
import type { FactRow, NewState } from '../../store';
import {
  createApplicationRow,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
} from '../../store/__testUtils__/createFactRow';
import {
  createEntity,
  createStores,
} from '../../store/__testUtils__/createStores';

export const WORLD_CLUSTERS = [
  { name: 'hub', title: 'Hub', type: 'kubernetes' },
  { name: 'eu-1', title: 'Europe 1', type: 'kubernetes' },
];

/** Modules that some callers may not see; everything of them is called so. */
export const HIDDEN = ['hidden', 'hidden-rival'];
export const SEEN = ['alpha', 'beta', 'gamma'];

const FACETS = ['sync', 'compliance', 'recovery'];
const at = (hour: number) =>
  `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;

/**
 * Three modules that are seen and two that may be hidden, one of which claims the same
 * as one that is seen; what they have on clusters, what has happened to them, and objects
 * of nobody.
 */
export async function fillWorld(knex: Knex): Promise<void> {
  const { modules, put } = await createStores(knex);
  const team = { owner: 'group:default/team', owners: ['group:default/team'] };
  const others = {
    owner: 'group:default/hidden',
    owners: ['group:default/hidden'],
  };
  await modules.reconcile([
    createEntity('alpha', {
      ...team,
      tier: 'gold',
      system: 'system:default/s',
    }),
    createEntity('beta', { ...team, module: 'shared' }),
    createEntity('gamma', { ...team, title: 'Γάμμα, "quoted" \\ and long' }),
    createEntity('hidden', others),
    createEntity('hidden-rival', { ...others, module: 'shared' }),
  ]);
  for (const name of ['alpha', 'gamma', 'hidden']) {
    await put(...createFacts(name));
  }
  await put(...createFacts('beta', 'shared'));
  await put(
    createNamespaceRow('nobodys', 'nobody'),
    createDeploymentRow('lost', { namespace: 'lost', labelModule: 'nobody' }),
    // It names a module that hides from some, where that does not count.
    createDeploymentRow('stray', { namespace: 'lost', labelModule: 'hidden' }),
  );
  for (const [name, module] of [
    ['alpha', 'alpha'],
    ['beta', 'shared'],
    ['hidden', 'hidden'],
  ]) {
    const states = FACETS.map(facet => createState(name, facet));
    await modules.saveStates(states, { module, revision: 1 });
  }
  const changes = [...SEEN, ...HIDDEN].flatMap(name =>
    FACETS.flatMap(facet =>
      [5, 6, 7].map(hour => ({
        entity_ref: `component:default/${name}`,
        facet,
        verdict: 'attention',
        headline: `{"code":"${name}","params":{"count":1}}`,
        at: at(hour),
      })),
    ),
  );
  await knex('state_history').insert(changes);
}

function createFacts(name: string, module = name): FactRow[] {
  const namespace = `team-${name}`;
  const application = createApplicationRow(`app-${name}`, {
    ownModule: module,
    labelModule: module,
    subjectNamespace: namespace,
    value: { images: [], message: null },
  });
  const backup = createFactRow({
    kind: 'velero.io/Backup',
    apiVersion: 'velero.io/v1',
    namespace: 'velero',
    type: 'velero.backup',
    source: 'velero',
    platform: true,
    binds: 'subject',
    subjectNamespace: namespace,
    value: { phase: 'Completed', completedAt: at(9), excluded: [] },
  });
  return [
    createNamespaceRow(namespace, module, 'eu-1', {
      value: { createdAt: at(1) },
    }),
    application,
    {
      ...application,
      uid: `uid-${name}`,
      type: 'argocd.deployment',
      key: at(8),
      evidenceAt: at(8),
      value: { revision: `revision of ${name}`, by: null },
    },
    ...[1, 2, 3].map(turn => ({
      ...backup,
      name: `${name}-${turn}`,
      uid: `uid-${name}-${turn}`,
      evidenceAt: at(8 + turn),
    })),
    createDeploymentRow(name, { namespace, value: { desired: 2 } }),
  ];
}

function createState(name: string, facet: string): NewState {
  return {
    entityRef: `component:default/${name}`,
    facet,
    state: {
      verdict: facet === 'sync' ? 'bad' : 'unknown',
      headline: { code: name, params: { count: 1 } },
      ...EMPTY_STATES[facet],
    } as NewState['state'],
    sources: [{ cluster: 'eu-1', source: 'connection' }],
    placements: [{ cluster: 'eu-1', namespace: `team-${name}` }],
    binding: name === 'beta' ? 'conflict' : 'confirmed',
    assessedAt: at(8),
    validUntil: null,
  };
}

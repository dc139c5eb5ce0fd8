import type { Knex } from 'knex';
import type { Claim } from '../../bindings';
import { createModuleEntity } from '../../engine/__testUtils__/startTestEngine';
import { toDbFact, type FactRow } from '../FactRow';
import type { DbAttribute } from '../moduleAttributes';
import type { ModuleEntity } from '../ModuleStore';
import { shardOf } from '../shardOf';
import { createFactRow, createNamespaceRow, NOW } from './createFactRow';

const MODULES = 1_000;
export const CLUSTERS = ['ap-1', 'eu-1', 'eu-2', 'us-1'];
/** One that is configured no more. */
const OLD = 'old-1';
const HISTORY = 6;

/** The entities of a catalog: each tenth one is a module by its claims alone. */
export function createEntities(): ModuleEntity[] {
  return Array.from({ length: MODULES }, (_, index) => {
    const module = index % 10 ? nameOf(index) : `component:default/m-${index}`;
    return createModuleEntity(module, {
      entityRef: `component:default/m-${index}`,
      claims: createClaims(index),
    });
  });
}

function nameOf(index: number): string {
  return `m-${index}`;
}

function createClaims(index: number): Claim[] {
  const claim: Claim = {
    type: 'namespace',
    cluster: null,
    namespace: `claimed-${index}`,
    name: null,
    project: null,
    selector: null,
  };
  return [
    claim,
    {
      ...claim,
      type: 'appSelector',
      namespace: null,
      selector: `app=${nameOf(index)}`,
    },
    { ...claim, type: 'appName', namespace: null, name: `app-${index}` },
    {
      ...claim,
      type: 'projectName',
      namespace: null,
      project: `project-${index}`,
    },
  ];
}

/** Thousands of rows in each table that grows, as a fleet of some size has them. */
export async function fillDatabase(knex: Knex): Promise<void> {
  const facts = Array.from({ length: MODULES }, (_, index) =>
    createFacts(index),
  ).flat();
  const rows = facts.map((row, index) => ({
    ...toDbFact(row, NOW),
    // Of the records, some are gone.
    gone_at: row.uid && index % 3 ? NOW.toISOString() : null,
  }));
  await knex.batchInsert('facts', rows, 200);
  await knex.batchInsert(
    'fact_labels',
    rows.flatMap(({ observed_on, kind, object, labels }) =>
      Object.entries<string>(JSON.parse(labels ?? '{}')).map(
        ([key, value]) => ({
          observed_on,
          kind,
          object,
          key,
          value,
        }),
      ),
    ),
    500,
  );
  const names = Array.from({ length: MODULES }, (_, index) => nameOf(index));
  const states = names.flatMap((name, index) =>
    ['compliance', 'recovery', 'sync'].map(facet => ({
      entity_ref: `component:default/${name}`,
      facet,
      verdict: 'good',
      state: '{"verdict":"good","headline":{"code":"x","params":{}}}',
      state_hash: 'x',
      sources: '[]',
      placements: '[]',
      since: NOW.toISOString(),
      assessed_at: NOW.toISOString(),
      valid_until: index % 5 ? null : toMinute(index),
    })),
  );
  await knex.batchInsert('states', states, 500);
  const history = states.flatMap(({ entity_ref, facet }, index) =>
    Array.from({ length: HISTORY }, (_, turn) => ({
      entity_ref,
      facet,
      verdict: 'good',
      headline: '{"code":"x","params":{}}',
      at: new Date(NOW.getTime() + index * 60_000 + turn * 1_000).toISOString(),
    })),
  );
  await knex.batchInsert('state_history', history, 500);
  await knex.batchInsert(
    'module_clusters',
    names.flatMap(module => CLUSTERS.map(cluster => ({ cluster, module }))),
    500,
  );
  await knex('module_attributes').delete();
  await knex.batchInsert('module_attributes', createAttributes(), 500);
  await knex('touched').delete();
  await knex.batchInsert(
    'touched',
    names.map((module, index) => ({
      module,
      revision: 1,
      shard: shardOf(module),
      priority: index % 10 ? 1 : 0,
    })),
    500,
  );
}

/** Whose the modules are, and where, as their entities and states have said. */
function createAttributes(): DbAttribute[] {
  return Array.from({ length: MODULES }, (_, index) =>
    Object.entries({
      cluster: CLUSTERS[index % CLUSTERS.length],
      namespace: `team-${index}`,
      owner: `group:default/team-${index % 50}`,
    }).map(([attribute, value]) => ({
      entity_ref: `component:default/m-${index}`,
      attribute: attribute as DbAttribute['attribute'],
      value,
    })),
  ).flat();
}

function toMinute(index: number): string {
  return new Date(NOW.getTime() + index * 60_000).toISOString();
}

function createFacts(index: number): FactRow[] {
  const cluster = index < 10 ? OLD : CLUSTERS[index % CLUSTERS.length];
  const namespace = `team-${index}`;
  const module = nameOf(index);
  const inNamespace = {
    observedOn: cluster,
    namespace,
    subjectCluster: cluster,
  };
  return [
    createNamespaceRow(namespace, module, cluster),
    ...['a', 'b', 'c', 'd'].map(name =>
      createFactRow({ ...inNamespace, name, subjectNamespace: namespace }),
    ),
    createFactRow({
      kind: 'argoproj.io/Application',
      namespace: 'argocd',
      name: `app-${index}`,
      ownModule: module,
      labelModule: module,
      ownEntity: `component:default/${module}`,
      project: `project-${index}`,
      platform: true,
      places: true,
      labels: { 'app.kubernetes.io/part-of': module, app: module, tier: 'x' },
      subjectCluster: cluster,
      subjectNamespace: namespace,
    }),
    ...[1, 2, 3].map(turn =>
      createFactRow({
        ...inNamespace,
        kind: 'velero.io/Backup',
        namespace: 'velero',
        name: `backup-${index}-${turn}`,
        uid: `u-${index}-${turn}`,
        platform: true,
        binds: 'subject',
        subjectNamespace: namespace,
      }),
    ),
  ];
}

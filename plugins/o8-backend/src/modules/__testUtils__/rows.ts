import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleEntity, StateRow } from '../../store';

/** An entity that claims the module of its name. */
export function createEntity(
  name: string,
  fields: Partial<ModuleEntity> = {},
): ModuleEntity {
  return {
    entityRef: `component:default/${name}`,
    module: name,
    title: name,
    description: null,
    owner: null,
    owners: [],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: null,
    claims: [],
    claimProblems: [],
    ...fields,
  };
}

/** What was judged of a facet of an entity that is placed on `eu-1`. */
export function createState(
  name: string,
  facet: 'sync' | 'compliance' | 'recovery',
  verdict: Verdict,
  fields: Partial<StateRow> = {},
): StateRow {
  const empty = {
    sync: { deployments: [] },
    compliance: { checks: [], reports: [] },
    recovery: {
      rpoMs: null,
      rpoFrom: null,
      recoversTo: null,
      protections: [],
    },
  };
  const state = {
    verdict,
    headline: { code: `${facet}-${verdict}`, params: {} },
    ...empty[facet],
  };
  return {
    entityRef: `component:default/${name}`,
    facet,
    state,
    sources: [{ cluster: 'eu-1', source: 'velero' }],
    placements: [{ cluster: 'eu-1', namespace: name }],
    binding: 'confirmed',
    since: '2026-11-22T10:00:00.000Z',
    assessedAt: '2026-11-22T11:00:00.000Z',
    validUntil: null,
    ...fields,
  };
}

import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { builtInSources } from '../../sources';
import {
  createApplication,
  createBackup,
  createNamespace,
  createNetworkPolicy,
  createReport,
  createSchedule,
  createStorage,
  minutesAgo,
  NOW,
} from '../../sources/__testUtils__';
import type { ModuleEntity, ModuleFacts } from '../../store';
import { assessors } from '../index';
import { judgeModule, type JudgeOptions } from '../judgeModule';
import { createAssessInput } from './createAssessInput';
import { createStatus } from './createStatus';
import { toKnownFacts } from './toKnownFacts';

/** Objects by the cluster that holds them. */
export type Objects = Record<string, KubernetesObject[]>;

/** With this on the clusters every facet is good. A new assessor adds what it needs. */
export const GOOD: Objects = {
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

/** The ways in which a source is not fresh; without fields there is none. */
export const NOT_FRESH: [string, Partial<SourceStatus> | undefined][] = [
  ['stale', { state: 'stale', confirmedAt: minutesAgo(20) }],
  ['failed', { state: 'failed', confirmedAt: minutesAgo(20) }],
  ['never read', { state: 'stale', confirmedAt: null }],
  ['failed and never read', { state: 'failed', confirmedAt: null }],
  ['missing', undefined],
];

/** All statuses fresh but those of one source. */
export function statusesBut(
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

/** An entity that is the module `billing`. */
export function createEntity(
  name = 'billing',
  fields: Partial<ModuleEntity> = {},
): ModuleEntity {
  return {
    entityRef: `component:default/${name}`,
    module: 'billing',
    title: name,
    description: null,
    owner: null,
    owners: [],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: 3_600_000,
    claims: [],
    claimProblems: [],
    ...fields,
  };
}

/** What is known of `billing`, which is nobody else's, or of nothing. */
export function createModuleFacts(
  objects: Objects = {},
  fields: Partial<ModuleFacts> = {},
): ModuleFacts {
  const facts = toKnownFacts(objects);
  return {
    placements: facts.length ? [{ cluster: 'eu-1', namespace: 'billing' }] : [],
    facts,
    entities: {
      'component:default/billing': {
        binding: facts.length ? 'confirmed' : 'unbound',
        isOthers: false,
        claimed: [],
      },
    },
    ...fields,
  };
}

/** Judges `billing`, which is well, by all assessors; other options as given. */
export function judge(options: Partial<JudgeOptions> = {}) {
  return judgeModule({
    facts: createModuleFacts(GOOD),
    entities: [createEntity()],
    assessors,
    sources: builtInSources,
    statuses: createAssessInput().sources,
    objectives: {},
    now: NOW,
    ...options,
  });
}

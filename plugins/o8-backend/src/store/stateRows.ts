import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import { createHash } from 'node:crypto';
import stableStringify from 'safe-stable-stringify';
import { toModuleKey } from './FactRow';
import type { ModuleEntity, NewState, StateRow } from './ModuleStore';

/** A row of the table `modules`. */
export interface DbEntity {
  entity_ref: string;
  module: string;
  entity: string;
  /** Of `entity`: an unchanged catalog is found to be so without reading it. */
  hash: string;
}

/** A row of the table `states`. */
export interface DbState {
  entity_ref: string;
  facet: string;
  verdict: Verdict;
  state: string;
  state_hash: string;
  sources: string;
  placements: string;
  binding: StateRow['binding'];
  since: string;
  assessed_at: string;
  valid_until: string | null;
  /** Of what was last counted as a change: a version that counts none leaves it. */
  answer_hash: string | null;
}

/** A row of the table `state_history`. */
export interface DbChange {
  id?: number;
  entity_ref: string;
  facet: string;
  verdict: Verdict;
  headline: string;
  at: string;
}

export function toDbEntity(entity: ModuleEntity): DbEntity {
  const text = stableStringify(entity)!;
  return {
    entity_ref: entity.entityRef,
    module: toModuleKey(entity.module),
    entity: text,
    hash: hash(text),
  };
}

export function fromDbEntity(row: Pick<DbEntity, 'entity'>): ModuleEntity {
  // What an older version has kept says nothing of these.
  return {
    owners: [],
    landingZone: null,
    claims: [],
    claimProblems: [],
    ...JSON.parse(row.entity),
  };
}

/** The row of a new judgement. Its verdict has lasted as long as that of the old one. */
export function toDbState(state: NewState, old: DbState | undefined): DbState {
  const { verdict } = state.state;
  const texts = {
    state: JSON.stringify(state.state),
    sources: JSON.stringify(state.sources),
    placements: JSON.stringify(state.placements),
    binding: state.binding,
  };
  const row = {
    entity_ref: state.entityRef,
    facet: state.facet,
    verdict,
    ...texts,
    // Mostly it is the same text, of which the hash is known.
    state_hash: old && isSame(texts, old) ? old.state_hash : hashState(state),
    since: old?.verdict === verdict ? old.since : state.assessedAt,
    valid_until: state.validUntil,
  };
  const answer_hash = hash(JSON.stringify(row));
  return { ...row, answer_hash, assessed_at: state.assessedAt };
}

export function fromDbState(row: DbState): StateRow {
  return {
    entityRef: row.entity_ref,
    facet: row.facet,
    state: JSON.parse(row.state),
    sources: JSON.parse(row.sources),
    placements: JSON.parse(row.placements),
    binding: row.binding,
    since: row.since,
    assessedAt: row.assessed_at,
    validUntil: row.valid_until,
  };
}

function isSame<T extends Partial<DbState>>(texts: T, old: DbState): boolean {
  return Object.entries(texts).every(
    ([column, text]) => old[column as keyof DbState] === text,
  );
}

// The time of evidence moves with every look at it: that alone is no other state.
function hashState(row: NewState): string {
  const { state, placements, sources, binding } = row;
  const counts = JSON.stringify(
    { state, placements, sources, binding },
    (key, value) => (key === 'evidenceAt' ? undefined : value),
  );
  return hash(stableStringify(JSON.parse(counts))!);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

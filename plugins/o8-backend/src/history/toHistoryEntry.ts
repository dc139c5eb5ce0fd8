import type {
  FacetId,
  HistoryDeployment,
  HistoryEntry,
  HistoryRun,
} from '@orchestr8/backstage-plugin-o8-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { HistoryRecord, HistoryRow } from '../store';
import { FACET_OF, HISTORY_RECORDS, toOutcome } from './historyRecords';

const ID_LENGTH = 22;

/** A row of history as people read it. */
export function toHistoryEntry(row: HistoryRow): HistoryEntry {
  const base = { id: toId(row.tie), at: row.at };
  if (!('record' in row)) {
    const { verdict, headline } = row;
    const facet = row.facet as FacetId;
    return { ...base, facet, type: 'state', verdict, headline };
  }
  const { record } = row;
  const type = HISTORY_RECORDS[record.type as keyof typeof HISTORY_RECORDS];
  const { object, subject } = record;
  const ofObject = { ...base, facet: FACET_OF[type], object, ...subject };
  return type === 'deployment'
    ? { ...ofObject, type, ...toDeployment(record) }
    : { ...ofObject, type, ...toRun(record) };
}

// What a record was kept as by an older version may lack something.
const text = z.string().nullish().catch(null);
const time = z.iso.datetime().nullish().catch(null);

const deploymentSchema = z.object({ revision: text, by: text });

function toDeployment({
  value,
}: HistoryRecord): Pick<HistoryDeployment, 'revision' | 'by'> {
  const { revision = null, by = null } = deploymentSchema.parse(value);
  return { revision, by };
}

const runSchema = z.object({
  phase: z.string().catch(''),
  completedAt: time,
  message: text,
  backup: text,
  schedule: text,
});

function toRun({
  value,
  goneAt,
}: HistoryRecord): Pick<
  HistoryRun,
  | 'outcome'
  | 'phase'
  | 'completedAt'
  | 'message'
  | 'backup'
  | 'schedule'
  | 'goneAt'
> {
  const run = runSchema.parse(value);
  return {
    outcome: toOutcome(run.phase),
    phase: run.phase,
    completedAt: run.completedAt ?? null,
    message: run.message ?? null,
    backup: run.backup ?? null,
    schedule: run.schedule ?? null,
    goneAt,
  };
}

// Where it comes from is long, and names what nobody needs.
function toId(tie: string): string {
  const hash = createHash('sha256').update(tie).digest('base64url');
  return hash.slice(0, ID_LENGTH);
}

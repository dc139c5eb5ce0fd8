import type {
  Headline,
  ModuleSummary,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { SourceAddress, StateRow } from '../store';
import { toCellParts, type CellPart } from './toCellParts';

/** What is held in memory of a judgement: what lists show, and how long it holds. */
export interface Judgement {
  entityRef: string;
  facet: string;
  verdict: Verdict;
  headline: Headline;
  since: string;
  /** Milliseconds since 1970. */
  assessedAtMs: number;
  validUntilMs: number | null;
  sources: SourceAddress[];
  /** Where the module is, each name once, in order. */
  clusters: string[];
  namespaces: string[];
  binding: ModuleSummary['binding'];
  parts: CellPart[];
}

/** More than a large fleet has at a time; names that nobody uses any more go with all. */
const MAX_SHARED = 20_000;

/** Holds small values that thousands of modules have in common once. */
export class Shared {
  readonly #values = new Map<string, unknown>();

  /** The value as it was first given. It must not be changed any more. */
  of<T>(value: T): T {
    const text = JSON.stringify(value);
    if (!this.#values.has(text)) {
      if (this.#values.size >= MAX_SHARED) {
        this.#values.clear();
      }
      this.#values.set(text, value);
    }
    return this.#values.get(text) as T;
  }
}

/** Takes of a kept judgement what is held in memory. */
export function toJudgement(row: StateRow, shared: Shared): Judgement {
  const { state, placements, validUntil } = row;
  return {
    entityRef: row.entityRef,
    facet: shared.of(row.facet),
    verdict: shared.of(state.verdict),
    headline: state.headline,
    since: row.since,
    assessedAtMs: Date.parse(row.assessedAt),
    validUntilMs: validUntil === null ? null : Date.parse(validUntil),
    sources: shared.of(row.sources),
    clusters: shared.of(unique(placements.map(({ cluster }) => cluster))),
    namespaces: shared.of(unique(placements.map(p => p.namespace))),
    binding: shared.of(row.binding),
    parts: shared.of(toCellParts(row)),
  };
}

/** Each text once, in order. */
export function unique(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}

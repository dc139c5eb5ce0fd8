import type {
  FleetCell,
  ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { createHash } from 'node:crypto';
import type { FreshSources } from './isProven';
import { unique } from './Judgement';
import type { KnownModule } from './KnownModules';
import type { IndexedModule } from './ModuleIndex';
import { toCells } from './toCells';
import { toModuleSummary, type HeldJudgement } from './toModuleSummary';

const DIGEST_LENGTH = 32;

/** A module in the index, made of what is known of it. */
export class StoredModule implements IndexedModule {
  readonly summary: ModuleSummary;
  readonly cells: FleetCell[];
  readonly claimedBy: string[];
  readonly namespaces: string[];
  /** Of all that is answered of it: the same on all replicas that know the same. */
  readonly digest: bigint;
  #json: string | undefined;

  constructor(options: {
    known: KnownModule;
    held: HeldJudgement[];
    fresh: FreshSources;
    key: string;
  }) {
    const { known, held, fresh, key } = options;
    this.summary = toModuleSummary(known, held, key);
    this.cells = toCells(held, fresh);
    this.claimedBy = known.claimedBy;
    this.namespaces = unique(held.flatMap(h => h.judgement.namespaces));
    this.digest = toDigest(this, held);
  }

  get json(): string {
    this.#json ??= JSON.stringify(this.summary);
    return this.#json;
  }
}

function toDigest(module: StoredModule, held: HeldJudgement[]): bigint {
  const { facets, ...summary } = module.summary;
  const text = JSON.stringify([
    summary,
    // Not of one that was never judged: since when that is so, each replica has seen.
    held.map(({ judgement, holds }) => [
      holds,
      facets[judgement.facet as keyof typeof facets],
    ]),
    module.cells,
    module.claimedBy,
    module.namespaces,
  ]);
  const hash = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${hash.slice(0, DIGEST_LENGTH)}`);
}

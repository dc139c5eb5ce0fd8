import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { ModuleQuery, VisibilityStore } from '../store';
import type { VisibleModules } from './Caller';
import {
  createVisible,
  EVERY_MODULE,
  NO_MODULE,
  type CountedModules,
} from './createVisible';
import type { AnswerTelemetry } from '../telemetry';
import type { Decisions, ReadDecisions, Who } from './Decisions';
import { KeptAnswers } from './KeptAnswers';
import { orUnavailable } from './orUnavailable';

/** Where visibility comes from. */
export interface VisibilityOptions {
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  logger: LoggerService;
  store: Pick<VisibilityStore, 'select'>;
  toCriteria: ConditionTransformer<ModuleQuery>;
  cacheMs: number;
  telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
}

/** So many modules are named in all sets that are kept: some 100 bytes each. */
const MAX_NAMED = 200_000;

/** Decisions that are to be worked out are at most so old: then others may share it. */
const SHARED_MS = 100;

/**
 * Which modules callers may see, kept for a while: by the conditions, so that all who
 * have the same ones share what they mean.
 */
export class Visibility {
  readonly #options: VisibilityOptions;
  readonly #decisions: Pick<Decisions, 'read'>;
  readonly #sets: KeptAnswers<CountedModules>;

  constructor(options: VisibilityOptions, decisions: Pick<Decisions, 'read'>) {
    this.#options = options;
    this.#decisions = decisions;
    this.#sets = new KeptAnswers({
      keepMs: options.cacheMs,
      maxSize: MAX_NAMED,
      sizeOf: ({ size }) => size + 1,
    });
  }

  /** All that somebody may see. */
  all(who: Who): Promise<VisibleModules> {
    return this.#find(who, undefined);
  }

  /** Those of a few that somebody may see. */
  among(who: Who, entityRefs: string[]): Promise<VisibleModules> {
    return this.#find(who, [...new Set(entityRefs)].sort());
  }

  async #find(
    who: Who,
    entityRefs: string[] | undefined,
  ): Promise<VisibleModules> {
    const kept = await this.#decisions.read(who);
    const visible = this.#peek(kept, entityRefs);
    this.#options.telemetry?.cacheAsked('visible', visible !== undefined);
    if (visible) {
      return visible;
    }
    // The catalog is asked as this caller, who may have other conditions by now: what he
    // sees must not be kept for those who have his old ones.
    const decisions =
      performance.now() - kept.decidedAt > SHARED_MS
        ? await this.#decisions.read(who, SHARED_MS)
        : kept;
    return (
      this.#peek(decisions, entityRefs) ??
      this.#sets.get(toKey(decisions, entityRefs), () =>
        this.#ask(who, decisions, entityRefs),
      )
    );
  }

  /** What needs no asking. */
  #peek(
    decisions: ReadDecisions,
    entityRefs: string[] | undefined,
  ): VisibleModules | undefined {
    const results = [decisions.module.result, decisions.entity.result];
    if (results.includes(AuthorizeResult.DENY) || entityRefs?.length === 0) {
      return NO_MODULE;
    }
    if (!results.includes(AuthorizeResult.CONDITIONAL)) {
      return EVERY_MODULE;
    }
    return (
      this.#sets.peek(toKey(decisions)) ??
      (entityRefs && this.#sets.peek(toKey(decisions, entityRefs)))
    );
  }

  async #ask(
    who: Who,
    { module, entity }: ReadDecisions,
    entityRefs: string[] | undefined,
  ): Promise<CountedModules> {
    const { store } = this.#options;
    const criteria = this.#toCriteria(module);
    if (!isConditional(entity)) {
      return createVisible(await store.select(criteria, entityRefs));
    }
    if (!entityRefs) {
      const found = await store.select(criteria);
      return createVisible(await this.#findInCatalog(who, found));
    }
    // Both at once: it is faster, and says by no time which of the two hides something.
    const [found, shown] = await Promise.all([
      store.select(criteria, entityRefs),
      this.#findInCatalog(who, entityRefs),
    ]);
    const inCatalog = new Set(shown);
    return createVisible(found.filter(ref => inCatalog.has(ref)));
  }

  #toCriteria(
    decision: PolicyDecision,
  ): PermissionCriteria<ModuleQuery> | undefined {
    if (!isConditional(decision)) {
      return undefined;
    }
    try {
      return this.#options.toCriteria(decision.conditions);
    } catch (error) {
      // It is the policy's mistake, not the caller's: no 400.
      throw new Error(`The permission policy asks what is not known: ${error}`);
    }
  }

  /** Those that somebody may read in the catalog. */
  async #findInCatalog(
    { credentials }: Who,
    entityRefs: string[],
  ): Promise<string[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { catalog, logger } = this.#options;
    const fields = ['kind', 'metadata.name'];
    const { items } = await orUnavailable(
      () => catalog.getEntitiesByRefs({ entityRefs, fields }, { credentials }),
      { message: 'The catalog does not answer', logger },
    );
    return entityRefs.filter((_ref, index) => items[index]);
  }
}

function isConditional(
  decision: PolicyDecision,
): decision is ConditionalPolicyDecision {
  return decision.result === AuthorizeResult.CONDITIONAL;
}

function toKey({ key }: ReadDecisions, entityRefs?: string[]): string {
  // As JSON: what people ask for may be anything.
  return entityRefs ? `${key} ${JSON.stringify(entityRefs)}` : key;
}

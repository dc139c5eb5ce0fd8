import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  LandingZone,
  ModuleNameAnswer,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleInspection } from '@orchestr8/backstage-plugin-o8-node';
import {
  judgeGrammar,
  judgeName,
  type NameEvidence,
  type NameJudgement,
} from './judgeName';
import { raceSignal } from './raceSignal';
import { sayFailure } from './sayFailure';
import { SharedAnswers } from './SharedAnswers';
import { Slots } from './Slots';

/** People type: the same question comes again within seconds. */
const ANSWER_TTL_MS = 5000;
// Forms give up after twelve seconds: who did not answer is better said from here.
const DEFAULT_TIMEOUT_MS = 10_000;
/** Each of them runs git. */
const MAX_INSPECTIONS = 4;

/** A name, and where and by whom it would be used. */
export interface NameQuery {
  name: string;
  zone: LandingZone;
  owner?: string;
}

/** Options of {@link ModuleNames}. */
export interface ModuleNamesOptions {
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  inspect(
    query: NameQuery & { signal: AbortSignal },
  ): Promise<ModuleInspection>;
  timeoutMs?: number;
}

/** Finds out whether names of modules are free, without asking too much at once. */
export class ModuleNames {
  readonly #options: ModuleNamesOptions;
  readonly #slots = new Slots(MAX_INSPECTIONS);
  readonly #answers = new SharedAnswers<NameJudgement>({
    ttlMs: ANSWER_TTL_MS,
    // Who tries again because something was away wants it to be tried.
    isKept: ({ state }) => state !== 'unknown',
  });

  constructor(options: ModuleNamesOptions) {
    this.#options = options;
  }

  /**
   * Whether a name is free. What cannot be reached makes it `unknown`, never an error.
   * The name is judged once for all; whether the owner is there, by what the caller may see.
   */
  async check(
    query: NameQuery,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<ModuleNameAnswer> {
    const { name, zone, owner } = query;
    const invalid = judgeGrammar(name, zone);
    if (invalid) {
      return { ...invalid, ownerMessage: null };
    }
    const [answer, ownerMessage] = await Promise.all([
      this.#answers.get({
        key: JSON.stringify([zone.metadata.name, name, owner]),
        load: signal => this.#ask(query, signal),
        signal: options.signal,
      }),
      owner === undefined ? null : this.#findOwnerProblem(owner, options),
    ]);
    return { ...answer, ownerMessage };
  }

  async #findOwnerProblem(
    owner: string,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<string | null> {
    const { catalog, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const { credentials, signal } = options;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const found = await raceSignal(
        catalog.getEntityByRef(owner, { credentials }),
        signal ? AbortSignal.any([signal, timeout]) : timeout,
      );
      return found ? null : `The catalog has no group or user "${owner}".`;
    } catch (error) {
      signal?.throwIfAborted();
      const reason = timeout.aborted
        ? `no answer within ${timeoutMs / 1000} s`
        : this.#explain('The catalog', error);
      return `The owner could not be checked: ${reason}. Try again.`;
    }
  }

  async #ask(query: NameQuery, signal: AbortSignal): Promise<NameJudgement> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const ended = AbortSignal.any([signal, timeout]);
    const ask = async <T>(who: string, question: Promise<T>) => {
      try {
        return { value: await raceSignal(question, ended) };
      } catch (error) {
        signal.throwIfAborted();
        const reason = timeout.aborted
          ? `no answer within ${timeoutMs / 1000} s`
          : this.#explain(who, error);
        return { failure: `${who} could not be asked: ${reason}.` };
      }
    };
    const [entity, git] = await Promise.all([
      ask('The catalog', this.#findEntity(query.name)),
      ask('The git server', this.#inspect(query, ended)),
    ]);
    return judgeName({ ...query, ...toEvidence(entity, git) });
  }

  /** As the plugin itself: what the caller may not see takes the name too. */
  async #findEntity(name: string): Promise<Entity | undefined> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return catalog.getEntityByRef(
      { kind: 'component', namespace: 'default', name },
      { credentials },
    );
  }

  async #inspect(
    query: NameQuery,
    signal: AbortSignal,
  ): Promise<ModuleInspection> {
    return this.#slots.run(signal, () =>
      this.#options.inspect({ ...query, signal }),
    );
  }

  #explain(who: string, error: unknown): string {
    const { said, isKnown } = sayFailure(error);
    const level = isKnown ? 'debug' : 'warn';
    this.#options.logger[level](`${who} could not be asked`, toError(error));
    return said;
  }
}

const REMEDY =
  'Try again; if it stays so, ask the platform team of the landing zone.';

type Asked<T> = { value: T } | { failure: string };

function toEvidence(
  entity: Asked<Entity | undefined>,
  git: Asked<ModuleInspection>,
): Pick<NameEvidence, 'entity' | 'git'> {
  const failures = [entity, git].flatMap(asked =>
    'failure' in asked ? [asked.failure] : [],
  );
  const found = 'value' in entity ? entity.value : undefined;
  return 'failure' in entity || 'failure' in git
    ? { entity: found, git: { failure: [...failures, REMEDY].join(' ') } }
    : { entity: found, git: { inspection: git.value } };
}

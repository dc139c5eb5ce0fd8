import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { o8ModuleReadPermission } from '@orchestr8/backstage-plugin-o8-common';
import { createHash } from 'node:crypto';
import stableStringify from 'safe-stable-stringify';
import type { AnswerTelemetry } from '../telemetry';
import { KeptAnswers } from './KeptAnswers';
import { orUnavailable } from './orUnavailable';

/** Somebody who was let in, and what his decisions are kept by. */
export interface Who {
  credentials: BackstageCredentials;
  key: string;
}

/** Which modules somebody may see: here, and in the catalog. */
export interface ReadDecisions {
  module: PolicyDecision;
  entity: PolicyDecision;
  /** The same for the same conditions, whoever has them. */
  key: string;
  /** When they came, by the clock of `performance`. */
  decidedAt: number;
}

/** Where decisions come from. */
export interface DecisionsOptions {
  auth: AuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  cacheMs: number;
  telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
}

/** Of so many callers and permissions decisions are kept. */
const MAX_KEPT = 20_000;

const ALLOW = { result: AuthorizeResult.ALLOW } as const;

/** What the permission policy decides of callers, kept for a while. */
export class Decisions {
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #permissions: PermissionsService;
  readonly #single: KeptAnswers<PolicyDecision>;
  readonly #read: KeptAnswers<ReadDecisions>;

  constructor({
    auth,
    logger,
    permissions,
    cacheMs,
    telemetry,
  }: DecisionsOptions) {
    this.#auth = auth;
    this.#logger = logger;
    this.#permissions = permissions;
    const options = {
      keepMs: cacheMs,
      maxSize: MAX_KEPT,
      onAsked: (isKept: boolean) => telemetry?.cacheAsked('decisions', isKept),
    };
    this.#single = new KeptAnswers(options);
    this.#read = new KeptAnswers(options);
  }

  /** Whether somebody has a permission, if only under conditions. */
  async isPossible(who: Who, permission: Permission): Promise<boolean> {
    const decision =
      permission.name === o8ModuleReadPermission.name
        ? (await this.read(who)).module
        : await this.#single.get(`${who.key} ${permission.name}`, () =>
            this.#ask(who, permission),
          );
    return decision.result !== AuthorizeResult.DENY;
  }

  /** Which modules somebody may see; at most so old. */
  read(who: Who, maxAgeMs?: number): Promise<ReadDecisions> {
    return this.#read.get(who.key, () => this.#askRead(who), maxAgeMs);
  }

  async #ask(who: Who, permission: Permission): Promise<PolicyDecision> {
    const { credentials } = who;
    const [decision] = await this.#reach(() =>
      isResourcePermission(permission)
        ? this.#permissions.authorizeConditional([{ permission }], {
            credentials,
          })
        : this.#permissions.authorize([{ permission }], { credentials }),
    );
    return decision;
  }

  async #askRead({ credentials }: Who): Promise<ReadDecisions> {
    // The catalog hides nothing from services. One that is restricted to permissions of
    // this plugin could never name the catalog's.
    const isService = this.#auth.isPrincipal(credentials, 'service');
    const asked = isService
      ? [o8ModuleReadPermission]
      : [o8ModuleReadPermission, catalogEntityReadPermission];
    const [module, decided] = await this.#reach(() =>
      this.#permissions.authorizeConditional(
        asked.map(permission => ({ permission })),
        { credentials },
      ),
    );
    const entity = isService ? ALLOW : decided;
    const decidedAt = performance.now();
    return { module, entity, key: toKey([module, entity]), decidedAt };
  }

  #reach<T>(ask: () => Promise<T>): Promise<T> {
    return orUnavailable(ask, {
      message: 'Permissions cannot be decided now',
      logger: this.#logger,
    });
  }
}

// Decisions come with an id of their request: what they say is in their conditions.
function toKey(decisions: PolicyDecision[]): string {
  const said = decisions.map(decision =>
    decision.result === AuthorizeResult.CONDITIONAL
      ? decision.conditions
      : decision.result,
  );
  return createHash('sha256')
    .update(stableStringify(said)!)
    .digest('base64url');
}

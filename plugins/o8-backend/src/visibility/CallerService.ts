import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Permission } from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import { o8FleetReadPermission } from '@orchestr8/backstage-plugin-o8-common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import type { ModuleQuery, VisibilityStore } from '../store';
import type { AnswerTelemetry } from '../telemetry';
import type { Caller } from './Caller';
import { Decisions } from './Decisions';
import { Visibility } from './Visibility';

/** What it takes to know who asks, and what exists for him. */
export interface CallerServiceOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  store: Pick<VisibilityStore, 'select'>;
  /** Makes criteria for the store of the conditions of a policy. */
  toCriteria: ConditionTransformer<ModuleQuery>;
  /** So long decisions are kept; 0 asks again each time. */
  cacheMs: number;
  telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
}

/** Says of each request who asks, and what exists for him. */
export class CallerService {
  readonly #httpAuth: HttpAuthService;
  readonly #decisions: Decisions;
  readonly #visibility: Visibility;

  constructor(options: CallerServiceOptions) {
    this.#httpAuth = options.httpAuth;
    this.#decisions = new Decisions(options);
    this.#visibility = new Visibility(options, this.#decisions);
  }

  /**
   * Who asks.
   *
   * @throws AuthenticationError if that is nobody
   * @throws NotAllowedError if he has the permission in no case
   * @throws ServiceUnavailableError if nobody can say
   */
  async of(req: Request, permission: Permission): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const who = { credentials, key: toKey(req, credentials) };
    // One with conditions is allowed to ask, and gets what they match.
    if (!(await this.#decisions.isPossible(who, permission))) {
      throw new NotAllowedError(`You need the permission "${permission.name}"`);
    }
    return {
      credentials,
      mayReadFleet: () =>
        this.#decisions.isPossible(who, o8FleetReadPermission),
      visibleModules: () => this.#visibility.all(who),
      canSee: refs => this.#visibility.among(who, refs),
    };
  }
}

// By the token too: with the next one, somebody may be a member of other groups.
function toKey(req: Request, { principal }: BackstageCredentials): string {
  return createHash('sha256')
    .update(JSON.stringify([req.headers.authorization, principal]))
    .digest('base64url');
}

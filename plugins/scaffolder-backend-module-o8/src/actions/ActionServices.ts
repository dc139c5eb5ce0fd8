import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  GitService,
  LandingZonesService,
} from '@orchestr8/backstage-plugin-o8-node';

/** What the actions need of the backend. */
export interface ActionServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  git: GitService;
  /** Of the backend: for what those who run a task may not be told. */
  logger: LoggerService;
  permissions: PermissionsService;
  zones: LandingZonesService;
}

import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  LandingZone,
  ModuleSpec,
  Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  GitAuthor,
  GitRemote,
  GitService,
  LandingZonesService,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Creatable } from '../requireCreatable';

/** What publishing needs, whichever of the two repositories it is. */
export interface PublishContext {
  spec: ModuleSpec;
  zone: LandingZone;
  repository: Repository;
  workspacePath: string;
  author: GitAuthor;
  git: GitService;
  /** All of them: those that share a repository share its names. */
  zones: LandingZonesService;
  remote: GitRemote;
  auditor: AuditorService;
  /** Who asked for it, for the audit log. */
  initiator: string;
  taskId: string;
  logger: LoggerService;
  isDryRun: boolean;
  /** Throws unless the module may be created now; asked before each push. */
  requireCreatable(): Promise<Creatable>;
  signal?: AbortSignal;
}

/** What publishing has come to. */
export interface Published {
  /** The commit that has it; null in a dry run that would make one. */
  commit: string | null;
  branch: string;
  state: 'created' | 'updated' | 'unchanged' | 'waiting-for-review';
}

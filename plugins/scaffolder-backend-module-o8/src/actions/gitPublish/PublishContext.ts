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
} from '@orchestr8/backstage-plugin-o8-node';

/** What publishing needs, whichever of the two repositories it is. */
export interface PublishContext {
  spec: ModuleSpec;
  zone: LandingZone;
  repository: Repository;
  workspacePath: string;
  author: GitAuthor;
  git: GitService;
  remote: GitRemote;
  auditor: AuditorService;
  /** Who asked for it, for the audit log. */
  initiator: string;
  taskId: string;
  logger: LoggerService;
  isDryRun: boolean;
  signal?: AbortSignal;
}

/** What publishing has come to. A type, because checkpoints keep it as JSON. */
export type Published = {
  /** The commit that has it; null in a dry run that would make one. */
  commit: string | null;
  branch: string;
  state: 'created' | 'updated' | 'unchanged' | 'waiting-for-review';
};

import { toError } from '@backstage/errors';
import type { PublishContext } from './PublishContext';

/** A commit on its way to a branch. */
export interface PushAuditedOptions {
  context: PublishContext;
  directory: string;
  commit: string;
  branch: string;
  /** As in `GitRemote.push`. */
  expectedRemote?: string | null;
}

/** Pushes a commit; the audit log tells of it, also where it fails. */
export async function pushAudited(options: PushAuditedOptions): Promise<void> {
  const { context, directory, commit, branch, expectedRemote } = options;
  const { auditor, initiator, repository, spec, taskId, zone } = context;
  const event = await auditor.createEvent({
    eventId: 'module-create',
    severityLevel: 'medium',
    meta: {
      initiator,
      taskId,
      landingZone: zone.metadata.name,
      module: spec.metadata.name,
      repository: repository.path,
      branch,
      commit,
    },
  });
  try {
    await context.remote.push({
      directory,
      url: repository.cloneUrl,
      branch,
      revision: commit,
      expectedRemote,
    });
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
  await event.success();
}

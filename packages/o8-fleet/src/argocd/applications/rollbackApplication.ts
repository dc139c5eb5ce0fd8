import { z } from 'zod';
import type { KubeObject } from '../../types';
import type { Caller } from '../access';
import type { ArgoCdContext } from '../ArgoCdContext';
import { failedPrecondition, invalidArgument } from '../errors';
import { isAutomated, partsOf } from './applicationParts';
import { assertNotDeleting, setOperation } from './setOperation';

/** The body of a rollback. */
export const rollbackSchema = z.object({
  appNamespace: z.string().optional(),
  project: z.string().optional(),
  // The gateway reads int64 from strings, too.
  id: z.coerce.number().int().default(0),
  prune: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});

/** `POST /api/v1/applications/{name}/rollback`: a sync to what was deployed before. */
export function rollbackApplication(
  { store }: ArgoCdContext,
  application: KubeObject,
  { caller, body }: { caller: Caller; body: z.infer<typeof rollbackSchema> },
): KubeObject {
  assertNotDeleting(application);
  if (isAutomated(application)) {
    throw failedPrecondition(
      'rollback cannot be initiated when auto-sync is enabled',
    );
  }
  const { spec, status } = partsOf(application);
  const { id, prune, dryRun } = body;
  const deployment = status.history?.find(each => each.id === id);
  if (!deployment) {
    const { namespace, name } = application.metadata;
    throw invalidArgument(
      `application ${namespace}/${name} does not have deployment with id ${id}`,
    );
  }
  const { revision, source, revisions, sources } = deployment;
  return setOperation(store, application, {
    sync: {
      revision,
      ...(source && { source }),
      ...(sources && { sources, revisions }),
      ...(prune && { prune }),
      ...(dryRun && { dryRun }),
      ...(spec.syncPolicy?.syncOptions && {
        syncOptions: spec.syncPolicy.syncOptions,
      }),
      syncStrategy: { apply: {} },
    },
    initiatedBy: { username: caller.account.name },
  });
}

import { z } from 'zod';
import type { KubeObject } from '../../types';
import type { Caller } from '../access';
import type { ArgoCdContext } from '../ArgoCdContext';
import { enforce } from '../access';
import { failedPrecondition } from '../errors';
import {
  accessNameOf,
  isAutomated,
  partsOf,
  type AskedOperation,
} from './applicationParts';
import { findCommit } from './findCommit';
import { assertNotDeleting, setOperation } from './setOperation';

const COMMIT = /^[0-9a-f]{40}$/;

/** The body of a sync. */
export const syncSchema = z.object({
  appNamespace: z.string().optional(),
  project: z.string().optional(),
  revision: z.string().optional(),
  prune: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  resources: z
    .array(
      z.object({
        group: z.string().optional(),
        kind: z.string(),
        name: z.string(),
        namespace: z.string().optional(),
      }),
    )
    .nullish(),
});

/** `POST /api/v1/applications/{name}/sync`. */
export async function syncApplication(
  context: ArgoCdContext,
  application: KubeObject,
  { caller, body }: { caller: Caller; body: z.infer<typeof syncSchema> },
): Promise<KubeObject> {
  enforce(caller, 'sync', accessNameOf(application));
  assertNotDeleting(application);
  const { prune, dryRun, resources } = body;
  const { source, syncPolicy } = partsOf(application).spec;
  const revision = await resolveRevision(context, application, body);
  const operation: AskedOperation = {
    sync: {
      ...(source && { source }),
      ...(revision !== undefined && { revision }),
      ...(prune && { prune }),
      ...(dryRun && { dryRun }),
      ...(resources && resources.length > 0 && { resources }),
      ...(syncPolicy?.syncOptions && { syncOptions: syncPolicy.syncOptions }),
    },
    initiatedBy: { username: caller.account.name },
    retry: syncPolicy?.retry ?? {},
  };
  return setOperation(context.store, latest(context, application), operation);
}

/** It may have changed while its revision was looked up. */
function latest({ store }: ArgoCdContext, application: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = application;
  const [group] = apiVersion.split('/');
  const found = store.get({ group, kind }, metadata.namespace, metadata.name);
  return found ?? application;
}

async function resolveRevision(
  context: ArgoCdContext,
  application: KubeObject,
  { revision: asked, dryRun }: { revision?: string; dryRun: boolean },
): Promise<string | undefined> {
  const { spec } = partsOf(application);
  const target = spec.source?.targetRevision || 'HEAD';
  if (asked && asked !== target && isAutomated(application) && !dryRun) {
    throw failedPrecondition(
      `Cannot sync to ${asked}: auto-sync currently set to ${target}`,
    );
  }
  const wanted = asked || target;
  if (spec.sources || COMMIT.test(wanted)) {
    return spec.sources ? undefined : wanted;
  }
  const commit = await findCommit(context, application, wanted);
  if (!commit) {
    throw failedPrecondition(
      `error resolving repo revision: rpc error: code = Unknown desc = unable to resolve '${wanted}' to a commit SHA`,
    );
  }
  return commit.id;
}

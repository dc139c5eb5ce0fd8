import type { Request } from 'express';
import { ARGOCD_NAMESPACE } from '../../content/objects/Application';
import type { KubeObject } from '../../types';
import { enforce, type Caller } from '../access';
import type { ArgoCdContext } from '../ArgoCdContext';
import { invalidArgument, notFound, permissionDenied } from '../errors';
import { KINDS } from '../kinds';
import { accessNameOf, projectOf } from './applicationParts';

/** Which Application a client means. */
export interface ApplicationName {
  name: string;
  namespace: string;
  /** Given, a client learns that there is none; otherwise it is as if it were forbidden. */
  project?: string;
}

/** The name in the path and what the query, or the body of a write, says beside. */
export function nameOf(
  req: Request,
  rest: { appNamespace?: string; projects?: readonly string[] },
): ApplicationName {
  const { appNamespace, projects = [] } = rest;
  if (projects.length > 1) {
    throw invalidArgument(
      'multiple projects specified - the get endpoint accepts either zero or one project',
    );
  }
  return {
    name: req.params.name,
    namespace: appNamespace || ARGOCD_NAMESPACE,
    project: projects[0],
  };
}

/** The Application, if the caller may do that with it. */
export function findApplication(
  { store }: Pick<ArgoCdContext, 'store'>,
  wanted: ApplicationName,
  { caller, action }: { caller: Caller; action: 'get' | 'sync' },
): KubeObject {
  const { name, namespace, project } = wanted;
  const found = store.get(KINDS.application, namespace, name);
  if (!found && project === undefined) {
    throw permissionDenied();
  }
  if (!found || (project !== undefined && project !== projectOf(found))) {
    throw notFound('applications', name);
  }
  enforce(caller, action, accessNameOf(found));
  return found;
}

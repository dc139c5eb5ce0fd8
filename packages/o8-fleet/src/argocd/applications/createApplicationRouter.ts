import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { formatTime } from '../../content/time';
import type { Caller } from '../access';
import type { ArgoCdContext } from '../ArgoCdContext';
import { GrpcError } from '../errors';
import { Parameters } from '../Parameters';
import { parseBody } from '../parseBody';
import { findApplication, nameOf } from './findApplication';
import { findCommit } from './findCommit';
import { listApplications } from './listApplications';
import { managedResources } from './managedResources';
import { refreshApplication } from './refreshApplication';
import { resourceTree } from './resourceTree';
import { rollbackApplication, rollbackSchema } from './rollbackApplication';
import { syncApplication, syncSchema } from './syncApplication';
import { terminateOperation } from './terminateOperation';
import { toApiObject } from './toApiObject';

/** Applications, what is known of them and what can be done: `/api/v1/applications`. */
export function createApplicationRouter(context: ArgoCdContext): Router {
  const router = PromiseRouter({ caseSensitive: true, strict: true });
  router.get('/', (req, res) => listApplications(context, req, res));
  router.get('/:name', async (req, res) => {
    const found = find(context, req, callerOf(res), 'get');
    const type = new Parameters(req).get('refresh');
    const { store } = context;
    res.json(
      toApiObject(
        type ? await refreshApplication(found, { type, store, res }) : found,
      ),
    );
  });
  addReads(router, context);
  addWrites(router, context);
  return router;
}

function addReads(router: Router, context: ArgoCdContext): void {
  router.get('/:name/resource-tree', (req, res) => {
    const found = find(context, req, callerOf(res), 'get');
    res.json(resourceTree(context, found));
  });
  router.get('/:name/managed-resources', (req, res) => {
    const found = find(context, req, callerOf(res), 'get');
    res.json(managedResources(context, found, new Parameters(req)));
  });
  router.get('/:name/revisions/:revision/metadata', async (req, res) => {
    const found = find(context, req, callerOf(res), 'get');
    const { revision } = req.params;
    const commit = await findCommit(context, found, revision);
    if (!commit) {
      throw new GrpcError(
        'unknown',
        `unable to resolve '${revision}' to a commit SHA`,
      );
    }
    const { author, committedAt, message } = commit;
    res.json({ author, date: formatTime(committedAt), message });
  });
}

function addWrites(router: Router, context: ArgoCdContext): void {
  router.post('/:name/sync', async (req, res) => {
    const body = parseBody(syncSchema, req.body);
    const caller = callerOf(res);
    // First as somebody who reads: so one learns what is missing.
    const found = findApplication(context, bodyName(req, body), {
      caller,
      action: 'get',
    });
    res.json(
      toApiObject(await syncApplication(context, found, { caller, body })),
    );
  });
  router.post('/:name/rollback', (req, res) => {
    const body = parseBody(rollbackSchema, req.body);
    const caller = callerOf(res);
    const found = findApplication(context, bodyName(req, body), {
      caller,
      action: 'sync',
    });
    res.json(
      toApiObject(rollbackApplication(context, found, { caller, body })),
    );
  });
  router.delete('/:name/operation', (req, res) => {
    terminateOperation(context, find(context, req, callerOf(res), 'sync'));
    res.json({});
  });
}

function find(
  context: ArgoCdContext,
  req: Request,
  caller: Caller,
  action: 'get' | 'sync',
) {
  const parameters = new Parameters(req);
  const wanted = nameOf(req, {
    appNamespace: parameters.get('appNamespace'),
    projects: parameters.projects(),
  });
  return findApplication(context, wanted, { caller, action });
}

function bodyName(
  req: Request,
  { appNamespace, project }: { appNamespace?: string; project?: string },
) {
  return nameOf(req, { appNamespace, projects: project ? [project] : [] });
}

function callerOf(res: { locals: Record<string, unknown> }): Caller {
  return res.locals.caller as Caller;
}

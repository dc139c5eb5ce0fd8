import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ARGOCD_NAMESPACE } from '../../content/objects/Application';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { toApiObject } from '../applications/toApiObject';
import { notFound, permissionDenied } from '../errors';
import { KINDS } from '../kinds';
import { Parameters } from '../Parameters';
import { describeClusters } from './describeClusters';

/** What Applications are made of and where they go: sets, projects, clusters. */
export function createPlatformRouter(context: ArgoCdContext): Router {
  const { store } = context;
  const router = PromiseRouter({ caseSensitive: true, strict: true });
  const listOf = (objects: readonly KubeObject[]) => ({
    metadata: { resourceVersion: `${store.revision}` },
    items: objects.map(toApiObject),
  });
  router.get('/applicationsets', (req, res) => {
    const parameters = new Parameters(req);
    const isSelected = parameters.selector();
    const projects = parameters.projects();
    const namespace = parameters.get('appsetNamespace');
    const found = store
      .list(KINDS.applicationSet)
      .filter(
        each =>
          isSelected(each) &&
          (namespace === undefined || each.metadata.namespace === namespace) &&
          (projects.length === 0 || projects.includes(projectOfSet(each))),
      );
    res.json(listOf(found));
  });
  router.get('/applicationsets/:name', (req, res) => {
    const namespace =
      new Parameters(req).get('appsetNamespace') ?? ARGOCD_NAMESPACE;
    const { name } = req.params;
    const found = store.get(KINDS.applicationSet, namespace, name);
    if (!found) throw permissionDenied();
    res.json(toApiObject(found));
  });
  router.get('/projects', (_req, res) => {
    const found = store
      .list(KINDS.project)
      .filter(({ metadata }) => metadata.namespace === ARGOCD_NAMESPACE);
    res.json(listOf(found));
  });
  router.get('/projects/:name', (req, res) => {
    const { name } = req.params;
    const found = store.get(KINDS.project, ARGOCD_NAMESPACE, name);
    if (!found) throw notFound('appprojects', name);
    res.json(toApiObject(found));
  });
  router.get('/clusters', (_req, res) => {
    res.json({ metadata: {}, items: describeClusters(context) });
  });
  return router;
}

function projectOfSet({ spec }: KubeObject): string {
  const { template } = spec as { template?: { spec?: { project?: string } } };
  return template?.spec?.project ?? 'default';
}

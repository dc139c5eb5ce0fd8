import type { Request, Response } from 'express';
import type { RequestInfo } from '../../apiserver/RequestInfo';
import { ARGOCD_NAMESPACE } from '../../content/objects/Application';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { KINDS } from '../kinds';
import { Parameters } from '../Parameters';
import { readFilter, type ApplicationFilter } from './ApplicationFilter';
import { ApplicationStream } from './ApplicationStream';
import { parseFields } from './FieldSelection';

/**
 * `GET /api/v1/stream/applications`. As the real one it remembers nothing: with a
 * `resourceVersion` only what changes from now on is told, never what changed before.
 */
export async function streamApplications(
  context: ArgoCdContext,
  { req, res, info }: { req: Request; res: Response; info: RequestInfo },
): Promise<void> {
  const { store, gate, keepaliveMs } = context;
  const parameters = new Parameters(req);
  const isWanted = readStreamFilter(parameters);
  const isSse = req.headers.accept === 'text/event-stream';
  // Whoever waits for one Application is always told how it is.
  const hasInitial =
    parameters.get('resourceVersion') === undefined ||
    parameters.get('name') !== undefined;
  const stream = new ApplicationStream({
    store,
    res,
    isWanted,
    initial: hasInitial ? store.list(KINDS.application) : [],
    fields: parseFields(parameters.get('fields')),
    isSse,
    keepaliveMs,
    repeats: () => gate.repeats(info),
  });
  res.writeHead(200, {
    'Content-Type': isSse ? 'text/event-stream' : 'application/json',
    'X-Content-Type-Options': 'nosniff',
  });
  res.flushHeaders();
  gate.attach(res, stream);
  await stream.run();
}

/** The namespace counts beside a name only. */
function readStreamFilter(parameters: Parameters): ApplicationFilter {
  const isSelected = readFilter(parameters);
  const name = parameters.get('name');
  const namespace = parameters.get('appNamespace') ?? ARGOCD_NAMESPACE;
  const since = Number(parameters.get('resourceVersion')) || 0;
  return (application: KubeObject) => {
    const { metadata } = application;
    const isNamed =
      name === undefined ||
      (metadata.name === name && metadata.namespace === namespace);
    return (
      isNamed &&
      Number(metadata.resourceVersion) >= since &&
      isSelected(application)
    );
  };
}

import type { Request, Response } from 'express';
import { parseAccept } from '../representation';
import { unknownPath } from '../refusals';
import {
  AGGREGATED_MEDIA_TYPE,
  toAggregatedDiscovery,
} from './aggregatedDiscovery';
import type { Catalog } from './Catalog';
import {
  toApiGroup,
  toApiGroupList,
  toApiResourceList,
  toApiVersions,
} from './plainDiscovery';

/** Answers a path that is not about objects: `/api`, `/apis` and what lies directly below. */
export function serveDiscovery(
  options: {
    catalog: Catalog;
    /** Groups of which nothing is known but that they are there. */
    isStale(group: string): boolean;
  },
  req: Request,
  res: Response,
): void {
  const { catalog, isStale } = options;
  const [root, first, second] = req.path.split('/').filter(Boolean);
  if ((root === 'api' || root === 'apis') && first === undefined) {
    res.setHeader('Vary', 'Accept');
    if (wantsAggregated(req.headers.accept)) {
      const part = root === 'api' ? 'core' : 'rest';
      res.setHeader('Content-Type', AGGREGATED_MEDIA_TYPE);
      res.end(
        JSON.stringify(toAggregatedDiscovery(catalog, { part, isStale })),
      );
      return;
    }
  }
  const answer = plainAnswer(catalog, { root, first, second }, req);
  if (!answer) {
    throw unknownPath();
  }
  res.json(answer);
}

function plainAnswer(
  catalog: Catalog,
  path: { root?: string; first?: string; second?: string },
  req: Request,
): object | undefined {
  const { root, first, second } = path;
  if (root === 'api') {
    return first === undefined
      ? toApiVersions(catalog, req.headers.host ?? '')
      : toApiResourceList(catalog, { group: '', version: first });
  }
  if (root !== 'apis') {
    return undefined;
  }
  if (first === undefined) {
    return toApiGroupList(catalog);
  }
  return second === undefined
    ? toApiGroup(catalog, first)
    : toApiResourceList(catalog, { group: first, version: second });
}

/** The first form that is known decides; clients name the aggregated ones first. */
function wantsAggregated(accept: string | undefined): boolean {
  for (const { type, parameters } of parseAccept(accept)) {
    const isPlain = parameters.as === undefined;
    if (type === '*/*' || (type === 'application/json' && isPlain)) {
      return false;
    }
    if (
      type === 'application/json' &&
      parameters.as === 'APIGroupDiscoveryList' &&
      parameters.g === 'apidiscovery.k8s.io' &&
      parameters.v === 'v2'
    ) {
      return true;
    }
  }
  return false;
}

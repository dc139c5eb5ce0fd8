import type { System } from '../System';
import { authentication } from './authentication';
import { findGatewayProblems } from './findGatewayProblems';
import { findHealthProblems } from './findHealthProblems';
import { gatewayHole } from './gatewayHole';
import { httpRoute } from './httpRoute';
import { publicNames } from './publicHosts';
import { guardNames, routeGuard } from './routeGuard';
import { tlsRoute } from './tlsRoute';

const GROUP = 'gateway.networking.k8s.io';

export const gateway: System = {
  rows: [
    {
      title: 'Gateway',
      summary:
        "HTTPRoute, or TLSRoute for `tls: passthrough`, on one TLS listener of the zone's Gateway, with the host of each placement; a hole for its pods; an admission policy that keeps routes to approved hosts. No ReferenceGrant: routes and Services are in one namespace, and certificates belong to the Gateway.",
      watches: [
        { group: GROUP, kind: 'Gateway' },
        { group: GROUP, kind: 'HTTPRoute' },
      ],
      checks: ['NET-5', 'TLS-2'],
      source: 'systems/gateway',
    },
  ],
  module: [httpRoute, tlsRoute],
  cluster: [routeGuard, authentication],
  holes: [gatewayHole],
  findProblems: (context, surroundings) => [
    ...findGatewayProblems(context),
    ...findHealthProblems(context, surroundings),
  ],
  derivedNames: spec => [
    ...guardNames(spec.metadata.name),
    ...publicNames(spec),
  ],
};

import { syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { routerOf, isShifted } from '../delivery/versionBackends';
import { healthRoute } from '../mesh/failover';
import { isPublic, publicHosts, publicPaths } from './publicHosts';

const GROUP = 'admissionregistration.k8s.io';
const POLICY = 'ValidatingAdmissionPolicy';
const BINDING = 'ValidatingAdmissionPolicyBinding';

/** What the guard of a module's routes is called: no module has a dot in its name. */
export function guardName(module: string): string {
  return `${module}.routes.orchestr8.io`;
}

/** The same with their kinds. */
export function guardNames(module: string): string[] {
  return [POLICY, BINDING].map(kind => `${kind} ${guardName(module)}`);
}

/**
 * Keeps the routes of a module to what was approved: they are in its own repository, and
 * without this one could take the requests to the host of another module.
 */
export const routeGuard: Emitter<PlacementContext> = {
  file: () => 'route-guard.yaml',
  home: 'cluster',
  kinds: [
    { group: GROUP, kind: POLICY },
    { group: GROUP, kind: BINDING },
  ],
  emit: context => {
    const { spec } = context;
    const rules = toRules(context);
    return rules.length > 0 ? toPolicy(spec.metadata.name, rules) : [];
  },
};

/** Resources, and what has to be true of them. */
interface Rule {
  group: string;
  resources: string[];
  kinds: string[];
  conditions: { expression: string; message: string }[];
}

function toPolicy(module: string, rules: Rule[]): Manifest[] {
  const name = guardName(module);
  const head = {
    apiVersion: `${GROUP}/v1`,
    metadata: { name, labels: moduleLabels(module), annotations: syncWave(-8) },
  };
  return [
    {
      ...head,
      kind: POLICY,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          matchPolicy: 'Equivalent',
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': module },
          },
          resourceRules: rules.map(({ group, resources }) => ({
            apiGroups: [group],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources,
          })),
        },
        validations: rules.flatMap(({ kinds, conditions }) =>
          conditions.map(({ expression, message }) => ({
            expression: `!(object.kind in ${toList(kinds)}) || (${expression})`,
            message,
            reason: 'Forbidden',
          })),
        ),
      },
    },
    {
      ...head,
      kind: BINDING,
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}

/** For what the project of the module lets in. */
function toRules(context: PlacementContext): Rule[] {
  const { spec, zone, edges } = context;
  const isRouted = isShifted(spec) && routerOf(spec, zone) === 'mesh';
  const hasRules = zone.spec.mesh.mode === 'sidecar' && edges.length > 0;
  return [
    ...(isPublic(spec) ? toGatewayRules(context) : []),
    ...(isRouted ? [toVirtualServiceRule(context)] : []),
    ...(hasRules ? [toDestinationRule(context)] : []),
  ];
}

function toGatewayRules(context: PlacementContext): Rule[] {
  const { spec, zone } = context;
  const { gateway } = zone.spec;
  if (!gateway) {
    return [];
  }
  const { name, namespace, listener, passthroughListener } = gateway;
  const listeners = [listener, passthroughListener].flatMap(each => each ?? []);
  const parent = [
    `p.name == '${name}'`,
    `has(p.namespace) && p.namespace == '${namespace}'`,
    `has(p.sectionName) && p.sectionName in ${toList(listeners)}`,
  ].join(' && ');
  return [
    {
      group: 'gateway.networking.k8s.io',
      resources: ['httproutes', 'tlsroutes'],
      kinds: ['HTTPRoute', 'TLSRoute'],
      conditions: [
        {
          expression: `has(object.spec.hostnames) && size(object.spec.hostnames) > 0 && object.spec.hostnames.all(h, h in ${toList(
            publicHosts(spec),
          )})`,
          message: 'a route has the public hosts of its module and no others',
        },
        {
          expression: `has(object.spec.parentRefs) && object.spec.parentRefs.all(p, ${parent})`,
          message: 'a route is on the listeners of the platform for TLS',
        },
        ...toPathConditions(context),
      ],
    },
  ];
}

/** The rest of a host may be that of other modules. What a load balancer asks is nobody's. */
function toPathConditions(context: PlacementContext): Rule['conditions'] {
  const paths = publicPaths(context.spec);
  if (paths.includes('/')) {
    return [];
  }
  const health = healthRoute(context, context.placement)?.path;
  const asked = toList(health === undefined ? paths : [...paths, health]);
  const isOwn = [
    'has(m.path)',
    // What an expression matches cannot be told from its text.
    "m.path.type in ['Exact', 'PathPrefix']",
    `${asked}.exists(p, m.path.value == p || m.path.value.startsWith(p + '/'))`,
  ].join(' && ');
  return [
    {
      expression: `object.kind != 'HTTPRoute' || (has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && r.matches.all(m, ${isOwn})))`,
      message: 'a route has the public paths of its module and no others',
    },
  ];
}

/** Its own Services; hosts outside are led to the way out, by what the platform writes. */
function toVirtualServiceRule({ spec, zone, hosts }: PlacementContext): Rule {
  const { name } = spec.metadata;
  const { gateway } = zone.spec.egress;
  const outside = [...new Set(hosts.map(({ host }) => host))];
  const gateways = [
    'mesh',
    ...(gateway ? [`${gateway.namespace}/${gateway.gateway}`] : []),
  ];
  return {
    group: 'networking.istio.io',
    resources: ['virtualservices'],
    kinds: ['VirtualService'],
    conditions: [
      {
        expression: `has(object.spec.hosts) && object.spec.hosts.all(h, ${isOwnService(
          'h',
          name,
        )} || h in ${toList(outside)})`,
        message: 'a VirtualService is about Services of its module only',
      },
      {
        expression: `!has(object.spec.gateways) || object.spec.gateways.all(g, g in ${toList(
          gateways,
        )})`,
        message: 'a VirtualService is not for the gateway of the platform',
      },
    ],
  };
}

/** How callers are told to use others is for their own namespace. */
function toDestinationRule({ spec }: PlacementContext): Rule {
  const isOwn = isOwnService('object.spec.host', spec.metadata.name);
  return {
    group: 'networking.istio.io',
    resources: ['destinationrules'],
    kinds: ['DestinationRule'],
    conditions: [
      {
        expression: `${isOwn} || (has(object.spec.exportTo) && object.spec.exportTo == ['.'])`,
        message:
          'a DestinationRule about Services of others is for its own namespace only',
      },
    ],
  };
}

function isOwnService(host: string, module: string): string {
  return `${host}.matches('^[a-z0-9-]+[.]${module}[.]svc[.]cluster[.]local$')`;
}

/** All of them are names: none has a quote in it. */
function toList(texts: string[]): string {
  return `[${texts.map(text => `'${text}'`).join(', ')}]`;
}

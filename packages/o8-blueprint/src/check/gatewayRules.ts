import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { kindKey, kindOf } from '../emitters/kinds';
import { publicHosts } from '../systems/gateway/publicHosts';
import { guardName } from '../systems/gateway/routeGuard';
import { isCallee } from './edgeRules';
import type { ReadManifest } from './manifest';

const POLICY = 'security.istio.io/AuthorizationPolicy';
const GUARDS = [
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
];

/**
 * How what a module has at the gateway, or what guards its routes, is more than that;
 * undefined for other objects.
 */
export function findGatewayProblems(
  object: ReadManifest,
  spec: ModuleSpec,
  zone: LandingZone | undefined,
): string[] | undefined {
  const module = spec.metadata.name;
  const { namespace = module } = object.metadata;
  const kind = kindKey(kindOf(object));
  if (GUARDS.includes(kind)) {
    return findRouteGuardProblems(object, module);
  }
  return kind === POLICY && namespace !== module && !isCallee(spec, namespace)
    ? findAuthenticationProblems(object, spec, zone)
    : undefined;
}

const authenticationSchema = z.strictObject({
  targetRefs: z
    .array(
      z.strictObject({
        group: z.literal('gateway.networking.k8s.io'),
        kind: z.literal('Gateway'),
        name: z.string(),
      }),
    )
    .length(1),
  action: z.literal('CUSTOM'),
  provider: z.strictObject({ name: z.string() }),
  rules: z
    .array(
      z.strictObject({
        to: z
          .array(
            z.strictObject({
              operation: z.looseObject({ hosts: z.array(z.string()).min(1) }),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

/**
 * How a policy beside the gateway is more than authentication for the hosts of its
 * module: it could turn away the requests to others, or let in those to its own.
 */
function findAuthenticationProblems(
  { kind, metadata, spec }: ReadManifest,
  module: ModuleSpec,
  zone: LandingZone | undefined,
): string[] {
  const { name } = module.metadata;
  const called = `is the ${kind} "${metadata.name}" in the namespace "${metadata.namespace}"`;
  const gateway = zone?.spec.gateway;
  if (zone && metadata.namespace !== gateway?.namespace) {
    return [`${called}: it must be "${name}"`];
  }
  const { data } = authenticationSchema.safeParse(spec);
  if (!data) {
    return [
      `${called}, which does more than ask a provider about the hosts of the module`,
    ];
  }
  const own = publicHosts(module).flatMap(host => [host, `${host}:*`]);
  const hosts = data.rules.flatMap(({ to }) =>
    to.flatMap(({ operation }) => operation.hosts),
  );
  const [target] = data.targetRefs;
  return [
    ...(metadata.name === name
      ? []
      : [`${called}: it must be called "${name}"`]),
    ...(gateway && target.name !== gateway.name
      ? [`is for the Gateway "${target.name}": it must be "${gateway.name}"`]
      : []),
    ...hosts
      .filter(host => !own.includes(host))
      .map(host => `has the host "${host}", which is not one of the module`),
  ];
}

const policySchema = z.looseObject({
  paramKind: z.undefined().optional(),
  matchConstraints: z.strictObject({
    matchPolicy: z.string().optional(),
    namespaceSelector: z.strictObject({
      matchLabels: z.record(z.string(), z.string()),
    }),
    resourceRules: z.array(z.unknown()).default([]),
  }),
});

const bindingSchema = z.strictObject({
  policyName: z.string(),
  validationActions: z.array(z.string()),
});

/** How the guard of a module's routes holds for others too, or holds nothing. */
function findRouteGuardProblems(
  { kind, metadata, spec }: ReadManifest,
  module: string,
): string[] {
  const guard = guardName(module);
  return [
    ...(metadata.name === guard
      ? []
      : [`is the ${kind} "${metadata.name}": it must be "${guard}"`]),
    ...(kind === 'ValidatingAdmissionPolicy'
      ? findPolicyProblems(spec, module)
      : findBindingProblems(spec, guard)),
  ];
}

function findPolicyProblems(spec: unknown, module: string): string[] {
  const { data } = policySchema.safeParse(spec);
  const labels = Object.entries(
    data?.matchConstraints.namespaceSelector.matchLabels ?? {},
  );
  const isOwn = labels.some(
    ([key, value]) => key === 'kubernetes.io/metadata.name' && value === module,
  );
  return isOwn ? [] : [`is not for objects of the namespace "${module}" alone`];
}

function findBindingProblems(spec: unknown, guard: string): string[] {
  const { data } = bindingSchema.safeParse(spec);
  return [
    ...(data?.policyName === guard
      ? []
      : [`binds another policy than "${guard}", or only a part of it`]),
    ...(data && !data.validationActions.includes('Deny')
      ? ['denies nothing: its validationActions need "Deny"']
      : []),
  ];
}

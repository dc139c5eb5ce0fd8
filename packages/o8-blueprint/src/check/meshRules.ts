import { z } from 'zod';
import type { ReadManifest } from './manifest';

const names = z.array(z.string()).default([]);

// Strict where more would mean something else.
const sourceSchema = z.strictObject({
  principals: names,
  serviceAccounts: names,
  namespaces: names,
});

const ruleSchema = z.strictObject({
  from: z.array(z.strictObject({ source: sourceSchema })).min(1),
  to: z
    .array(z.strictObject({ operation: z.strictObject({ ports: names }) }))
    .optional(),
});

const policySchema = z.strictObject({
  selector: z
    .strictObject({ matchLabels: z.record(z.string(), z.string()) })
    .optional(),
  action: z.literal('ALLOW').optional(),
  rules: z.array(ruleSchema).default([]),
});

const authenticationSchema = z.looseObject({
  mtls: z.looseObject({ mode: z.literal('STRICT') }),
  portLevelMtls: z.undefined().optional(),
});

const sidecarSchema = z.looseObject({
  outboundTrafficPolicy: z.looseObject({ mode: z.literal('REGISTRY_ONLY') }),
  ingress: z.undefined().optional(),
});

type Source = z.output<typeof sourceSchema>;

/** `<trust domain>/ns/<namespace>/sa/<name>`; a trust domain has no slash. */
const PRINCIPAL = /^[a-z0-9][-a-z0-9.]*\/ns\/([-a-z0-9]+)\/sa\/[-a-z0-9.]+$/;
const SERVICE_ACCOUNT = /^([-a-z0-9]+)\/[-a-z0-9.]+$/;
const NAMESPACE = /^([-a-z0-9]+)$/;

/** The namespaces of those whom a source lets in; undefined for what is nobody's exact name. */
function listNamespaces({
  principals,
  serviceAccounts,
  namespaces,
}: Source): (string | undefined)[] {
  const read = (texts: string[], pattern: RegExp) =>
    texts.map(text => pattern.exec(text)?.[1]);
  const all = [
    ...read(principals, PRINCIPAL),
    ...read(serviceAccounts, SERVICE_ACCOUNT),
    ...read(namespaces, NAMESPACE),
  ];
  // A source that names nobody is everybody.
  return all.length > 0 ? all : [undefined];
}

/** What only ever refuses, whatever its rules are. */
const refusingSchema = z.looseObject({
  action: z.enum(['DENY', 'AUDIT', 'CUSTOM']),
});

/** Whether an AuthorizationPolicy lets in whom it does not name. */
export function letsStrangersIn(spec: unknown): boolean {
  if (refusingSchema.safeParse(spec).success) {
    return false;
  }
  const { data } = policySchema.safeParse(spec ?? {});
  return (
    !data ||
    data.rules.some(({ from }) =>
      from.some(({ source }) => listNamespaces(source).includes(undefined)),
    )
  );
}

/** Whether a policy of the mesh refuses everybody whom no other one lets in. */
export function isDenyAll(spec: unknown): boolean {
  const { data } = policySchema.safeParse(spec ?? {});
  return data?.rules.length === 0 && data.selector === undefined;
}

/** Whether a PeerAuthentication takes mutual TLS only, at each port. */
export function isStrict(spec: unknown): boolean {
  return authenticationSchema.safeParse(spec).success;
}

/** How an object of the mesh in a module's own namespace opens it, or its ways out. */
export function findMeshProblems({ kind, spec }: ReadManifest): string[] {
  switch (kind) {
    case 'PeerAuthentication':
      return isStrict(spec)
        ? []
        : [
            'takes plain text: "mtls.mode" must be "STRICT", without "portLevelMtls"',
          ];
    case 'AuthorizationPolicy':
      return letsStrangersIn(spec)
        ? [
            'lets in whom it does not name: each rule needs "from" with exact principals, serviceAccounts or namespaces, and "to" may have ports only',
          ]
        : [];
    case 'Sidecar':
      return sidecarSchema.safeParse(spec).success
        ? []
        : [
            'lets sidecars out to hosts that nobody declared: "outboundTrafficPolicy.mode" must be "REGISTRY_ONLY", without "ingress"',
          ];
    default:
      return [];
  }
}

/** How an AuthorizationPolicy in the namespace of a callee is more than its half of an edge. */
export function findIdentityProblems(
  { metadata, spec }: ReadManifest,
  module: string,
): string[] {
  const { data } = policySchema.safeParse(spec);
  const name = `from-${module}`;
  const isOwn =
    data?.action === 'ALLOW' &&
    data.rules.every(
      ({ from, to = [] }) =>
        from.every(({ source }) =>
          listNamespaces(source).every(each => each === module),
        ) &&
        to.length > 0 &&
        to.every(({ operation }) => operation.ports.length > 0),
    );
  return [
    ...(metadata.name === name
      ? []
      : [
          `is the AuthorizationPolicy "${metadata.name}" in the namespace "${metadata.namespace}": it must be "${name}"`,
        ]),
    ...(isOwn
      ? []
      : [
          `does more in the namespace "${metadata.namespace}" than to let "${module}" in, at ports that it names`,
        ]),
  ];
}

/** What a namespace in a mesh needs beside its objects, and does not have. */
export function findMissingPolicies(
  module: string,
  objects: ReadManifest[],
): string[] {
  const isThere = (kind: string, isEnough: (spec: unknown) => boolean) =>
    objects.some(
      object =>
        object.kind === kind &&
        (object.metadata.namespace ?? module) === module &&
        isEnough(object.spec),
    );
  const isInMesh = objects.some(
    ({ kind, metadata: { name, labels = {} } }) =>
      kind === 'Namespace' &&
      name === module &&
      (labels['istio-injection'] === 'enabled' ||
        labels['istio.io/rev'] !== undefined ||
        labels['istio.io/dataplane-mode'] === 'ambient'),
  );
  if (!isInMesh) {
    return [];
  }
  return [
    ...(isThere(
      'PeerAuthentication',
      spec => isStrict(spec) && !hasSelector(spec),
    )
      ? []
      : ['has no PeerAuthentication that takes mutual TLS only']),
    ...(isThere('AuthorizationPolicy', isDenyAll)
      ? []
      : ['has no AuthorizationPolicy that refuses everybody by default']),
  ];
}

function hasSelector(spec: unknown): boolean {
  return z.looseObject({ selector: z.looseObject({}) }).safeParse(spec).success;
}

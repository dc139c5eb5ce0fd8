import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Manifest } from '../types';

/** Who calls, as the mesh knows it: without an account in plain text, and so nobody. */
export interface Identity {
  namespace: string;
  serviceAccount?: string;
}

/** A request at a port of a pod, as its proxy sees it. */
export interface Request {
  from: Identity;
  to: { namespace: string; labels: Record<string, string> };
  port: number;
}

const TRUST_DOMAIN = 'cluster.local';

const texts = z.array(z.string()).optional();
const selectorSchema = z
  .strictObject({ matchLabels: z.record(z.string(), z.string()) })
  .optional();

// Strict: what the evaluator does not know must not be taken for nothing.
const policySchema = z.strictObject({
  selector: selectorSchema,
  action: z.enum(['ALLOW', 'DENY']).default('ALLOW'),
  rules: z
    .array(
      z.strictObject({
        from: z
          .array(
            z.strictObject({
              source: z.strictObject({
                principals: texts,
                serviceAccounts: texts,
                namespaces: texts,
              }),
            }),
          )
          .optional(),
        to: z
          .array(
            z.strictObject({ operation: z.strictObject({ ports: texts }) }),
          )
          .optional(),
      }),
    )
    .default([]),
});

const authenticationSchema = z.strictObject({
  selector: selectorSchema,
  mtls: z.strictObject({ mode: z.enum(['STRICT', 'PERMISSIVE', 'DISABLE']) }),
  portLevelMtls: z
    .record(z.string(), z.strictObject({ mode: z.string() }))
    .optional(),
});

type Rule = z.output<typeof policySchema>['rules'][number];

const parsed = new WeakMap<Manifest, z.output<typeof policySchema>>();

/** Whether the mesh of a cluster lets a request in. What is of no mesh is left aside. */
export function isAuthorized(manifests: Manifest[], request: Request): boolean {
  const { from, to } = request;
  const there = manifests.filter(
    ({ metadata }) => metadata.namespace === to.namespace,
  );
  if (from.serviceAccount === undefined && isMutual(there, request)) {
    return false;
  }
  const policies = there
    .filter(({ kind }) => kind === 'AuthorizationPolicy')
    .map(toPolicy)
    .filter(({ selector }) => selects(selector, to.labels));
  const of = (wanted: 'ALLOW' | 'DENY') =>
    policies.filter(({ action }) => action === wanted);
  const matches = ({ rules }: { rules: Rule[] }) =>
    rules.some(rule => isMatch(rule, request));
  // Refusals first; and who is allowed nowhere is refused as soon as anybody is allowed.
  return (
    !of('DENY').some(matches) &&
    (of('ALLOW').length === 0 || of('ALLOW').some(matches))
  );
}

function toPolicy(manifest: Manifest): z.output<typeof policySchema> {
  const known = parsed.get(manifest) ?? policySchema.parse(manifest.spec);
  parsed.set(manifest, known);
  return known;
}

/** Whether plain text is refused: by what selects the pods, or else by what is for all of them. */
function isMutual(there: Manifest[], { to, port }: Request): boolean {
  const all = there
    .filter(({ kind }) => kind === 'PeerAuthentication')
    .map(({ spec }) => authenticationSchema.parse(spec));
  const own =
    all.find(
      ({ selector }) => selector !== undefined && selects(selector, to.labels),
    ) ?? all.find(({ selector }) => selector === undefined);
  const mode = own?.portLevelMtls?.[String(port)]?.mode ?? own?.mtls.mode;
  return mode === 'STRICT';
}

function isMatch({ from, to }: Rule, request: Request): boolean {
  return (
    (!from || from.some(({ source }) => isSource(source, request.from))) &&
    (!to ||
      to.some(
        ({ operation: { ports } }) =>
          !ports || ports.includes(String(request.port)),
      ))
  );
}

function isSource(
  {
    principals,
    serviceAccounts,
    namespaces,
  }: NonNullable<Rule['from']>[number]['source'],
  { namespace, serviceAccount }: Identity,
): boolean {
  const account = `${namespace}/${serviceAccount}`;
  const principal = `${TRUST_DOMAIN}/ns/${namespace}/sa/${serviceAccount}`;
  const isNamed = (list: string[] | undefined, name: string) =>
    !list || (serviceAccount !== undefined && list.includes(name));
  return (
    isNamed(principals, principal) &&
    isNamed(serviceAccounts, account) &&
    isNamed(namespaces, namespace)
  );
}

function selects(
  selector: z.output<typeof selectorSchema>,
  labels: Record<string, string>,
): boolean {
  return isDeepStrictEqual(
    { ...labels, ...selector?.matchLabels },
    { ...labels },
  );
}

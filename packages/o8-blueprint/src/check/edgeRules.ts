import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import type { ReadManifest } from './manifest';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

// Strict where more would let more in.
const peerSchema = z.looseObject({
  ipBlock: z.undefined().optional(),
  namespaceSelector: z.strictObject({
    matchLabels: z.record(z.string(), z.string()),
  }),
});

const policySchema = z.looseObject({
  policyTypes: z.tuple([z.literal('Ingress')]),
  egress: z.undefined().optional(),
  ingress: z
    .array(
      z.looseObject({
        from: z.array(peerSchema).min(1),
        ports: z.array(z.unknown()).min(1),
      }),
    )
    .default([]),
});

/** Whether a module says that it calls another one. */
export function isCallee({ spec }: ModuleSpec, namespace: string): boolean {
  return (spec.dependsOn ?? []).some(({ module }) => module === namespace);
}

/** How a NetworkPolicy in the namespace of a callee is more than its half of an edge. */
export function findEdgeProblems(
  { metadata, spec }: ReadManifest,
  module: string,
): string[] {
  const { data } = policySchema.safeParse(spec);
  const name = `from-${module}`;
  const isOwn =
    data?.ingress.every(({ from }) =>
      from.every(
        ({ namespaceSelector: { matchLabels } }) =>
          matchLabels[NAMESPACE_NAME] === module,
      ),
    ) ?? false;
  return [
    ...(metadata.name === name
      ? []
      : [
          `is the NetworkPolicy "${metadata.name}" in the namespace "${metadata.namespace}": it must be "${name}"`,
        ]),
    ...(isOwn
      ? []
      : [
          `lets more into the namespace "${metadata.namespace}" than pods of "${module}", at ports that it names`,
        ]),
  ];
}

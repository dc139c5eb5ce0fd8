/**
 * Where a sealed secret can be opened: as one Secret only, under any name in its
 * namespace, or in any namespace of its cluster.
 *
 * @public
 */
export type SealScope = 'strict' | 'namespace-wide' | 'cluster-wide';

/** What ciphertext is bound to: it opens where the controller finds the same. */
export function sealingLabel({
  scope,
  namespace,
  name,
}: {
  scope: SealScope;
  namespace: string;
  name: string;
}): string {
  switch (scope) {
    case 'strict':
      return `${namespace}/${name}`;
    case 'namespace-wide':
      return namespace;
    case 'cluster-wide':
      return '';
    default:
      return scope satisfies never;
  }
}

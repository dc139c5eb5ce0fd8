/** Kinds are called by their API group and kind here, with a slash between them. */
export const NAMESPACE_KIND = '/Namespace';
export const APPLICATION_KIND = 'argoproj.io/Application';
export const APPLICATION_SET_KIND = 'argoproj.io/ApplicationSet';

/** What `backstage.io/kubernetes-id` and its selector look at. */
const WORKLOAD_KINDS: readonly string[] = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'argoproj.io/Rollout',
  'batch/CronJob',
  'batch/Job',
];

export function isWorkload(kind: string): boolean {
  return WORKLOAD_KINDS.includes(kind);
}

/** Whether claims by labels look at a kind: of others no labels are kept. */
export function isClaimable(kind: string): boolean {
  return kind === APPLICATION_KIND || isWorkload(kind);
}

/** Whether a namespace is one that no entity can claim. */
export function isPlatformNamespace(
  namespace: string,
  platformNamespaces: ReadonlySet<string>,
): boolean {
  return (
    // Of Kubernetes itself; nobody else can make names that begin so.
    namespace.startsWith('kube-') || platformNamespaces.has(namespace)
  );
}

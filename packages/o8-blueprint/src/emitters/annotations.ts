/** The order in which Argo CD applies what it finds; it removes in the reverse order. */
export function syncWave(wave: number): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}

/** Data and what guards it outlive their files: only people remove them. */
export const KEPT = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

/** What Argo CD leaves out when it judges an Application by its objects. */
export const IGNORE_HEALTH = {
  'argocd.argoproj.io/ignore-healthcheck': 'true',
};

/** The annotations of an object, which has none rather than an empty map of them. */
export function annotated(annotations: Record<string, string>): {
  annotations?: Record<string, string>;
} {
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}

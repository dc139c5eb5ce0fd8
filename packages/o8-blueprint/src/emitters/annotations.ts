/** The order in which Argo CD applies what it finds; it removes in the reverse order. */
export function syncWave(wave: number): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}

/** Data and what guards it outlive their files: only people remove them. */
export const KEPT = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

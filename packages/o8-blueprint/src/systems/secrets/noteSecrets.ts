import type { ModuleContext } from '../../emitters/types';

/** What reviewers should know of the secrets of a module. */
export function noteSecrets({ spec: { spec }, zone }: ModuleContext): string[] {
  const { secrets = [], workload } = spec;
  const inEnv = secrets.filter(({ mountPath }) => mountPath === undefined);
  const isRestarted =
    zone.spec.secrets?.reloader || workload.kind === 'job' || workload.chart;
  return [
    ...(inEnv.length > 0 && !isRestarted
      ? [
          `Nothing restarts its pods when ${listNames(
            inEnv,
          )} changes: variables are those of the last start.`,
        ]
      : []),
    ...secrets
      .filter(({ scope }) => scope === 'cluster-wide')
      .map(
        ({ name }) =>
          `The ciphertext of the secret "${name}" opens in every namespace of its cluster: whoever reads the repository and may create a SealedSecret anywhere there can read it.`,
      ),
  ];
}

function listNames(secrets: { name: string }[]): string {
  const names = secrets.map(({ name }) => `"${name}"`).join(', ');
  return secrets.length > 1 ? `one of ${names}` : names;
}

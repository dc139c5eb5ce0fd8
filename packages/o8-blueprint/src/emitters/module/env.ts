import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { compareText } from '../../render/sortKeys';

/** An environment variable as Kubernetes writes it. */
export interface EnvVar {
  name: string;
  value: string;
}

/** The variables of a container: those of the spec, and the port to listen on. */
export function toEnv({
  env,
  port,
}: Pick<ModuleSpec['spec']['workload'], 'env' | 'port'>): EnvVar[] {
  const variables = { ...env, PORT: String(port) };
  return Object.entries(variables)
    .map(([name, value]) => ({ name, value: escapeVariables(value) }))
    .sort((a, b) => compareText(a.name, b.name));
}

/** Kubernetes would put other variables in the place of `$(NAME)`, and `$` in that of `$$`. */
function escapeVariables(value: string): string {
  return value.replace(/\$(?=[$(])/g, '$$$$');
}

import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { podParts } from '../../systems/podParts';
import { compareText } from '../../render/sortKeys';
import type { ModuleContext } from '../types';

/** An environment variable as Kubernetes writes it. */
export interface PlainEnvVar {
  name: string;
  value: string;
}

/** The same, or one whose value is in a Secret. */
export type EnvVar =
  | PlainEnvVar
  | {
      name: string;
      valueFrom: { secretKeyRef: { name: string; key: string } };
    };

/** The variables of a container: those of the spec, and the port to listen on. */
export function toEnv({
  env,
  port,
}: Pick<ModuleSpec['spec']['workload'], 'env' | 'port'>): PlainEnvVar[] {
  const variables = { ...env, PORT: String(port) };
  return Object.entries(variables)
    .map(([name, value]) => ({ name, value: escapeVariables(value) }))
    .sort((a, b) => compareText(a.name, b.name));
}

/** Those that systems give to a container, such as where its database is. */
export function toSystemEnv(context: ModuleContext): EnvVar[] {
  return podParts
    .flatMap(({ env }) => env?.(context) ?? [])
    .sort((a, b) => compareText(a.name, b.name));
}

/** Kubernetes would put other variables in the place of `$(NAME)`, and `$` in that of `$$`. */
function escapeVariables(value: string): string {
  return value.replace(/\$(?=[$(])/g, '$$$$');
}

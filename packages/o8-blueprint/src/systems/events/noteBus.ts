import type { ModuleContext } from '../../emitters/types';
import { resolveEvents } from '../../plan/resolveEvents';
import type { Surroundings } from '../System';
import { usedBus } from './bus';
import { credentialKey } from './credentialObjects';
import { busCredentials, type BusCredentials } from './credentials';
import { noteConsumers } from './noteConsumers';

/** What people have to do for the events of a module, and what could not be checked. */
export function noteBus(
  context: ModuleContext,
  surroundings: Surroundings,
): string[] {
  return [
    ...noteAccess(context),
    ...resolveEvents(context, surroundings).notes,
    ...noteConsumers(context, surroundings),
  ];
}

function noteAccess(context: ModuleContext): string[] {
  const used = usedBus(context);
  if (!used) {
    return [];
  }
  const { name } = context.zone.metadata;
  const credentials = busCredentials(used);
  return [
    ...(credentials
      ? noteCredentials(credentials, credentialKey(context))
      : [
          `Who reaches the NATS of the landing zone "${name}" may read and write every stream: it has no credentials per module (spec.events.nats.credentials)`,
        ]),
    ...(context.spec.spec.workload.chart
      ? [
          `How the chart connects to ${used.bus} is in its own values: the variables and files of generated modules are not there`,
        ]
      : []),
  ];
}

function noteCredentials(
  { from, secret, keys }: BusCredentials,
  remoteKey: string | undefined,
): string[] {
  const what = keys.join(', ');
  if (from === 'provided') {
    return [
      `Pods wait until the platform team has put the Secret "${secret}" (${what}) into the namespace of the module, on each of its clusters`,
    ];
  }
  return remoteKey === undefined
    ? []
    : [
        `Pods wait until the platform team has put "${remoteKey}" (${what}) into the secret store`,
      ];
}

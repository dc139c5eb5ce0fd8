import type { PodVolume } from '../PodPart';
import type { ModuleContext } from '../../emitters/types';
import { usedBus, type UsedBus } from './bus';

/** The keys of the Secret by which a module is known on a bus. */
export const CREDENTIAL_KEYS = {
  nats: ['nats.creds'],
  kafka: ['ca.crt', 'user.crt', 'user.key'],
} as const satisfies Record<UsedBus['bus'], readonly string[]>;

/** Read by the group of the pods, which is not root. */
const FILE_MODE = 0o440;

/** How a module is known on a bus, and where its container finds that. */
export interface BusCredentials {
  from: 'kubernetes' | 'store' | 'provided';
  /** The Secret in the namespace of the module. */
  secret: string;
  keys: readonly string[];
  /** The folder of the container that has a file for each key. */
  directory: string;
}

/** The Secret with which a module comes to a bus. */
export function credentialsSecret(module: string, bus: UsedBus['bus']): string {
  return `${module}-${bus}`;
}

/** How a module is known on its bus; undefined where nobody asks. */
export function busCredentials({
  module,
  bus,
  broker: { credentials: from },
}: Pick<UsedBus, 'module' | 'bus'> & {
  broker: Pick<UsedBus['broker'], 'credentials'>;
}): BusCredentials | undefined {
  return from === undefined || from === 'none'
    ? undefined
    : {
        from,
        secret: credentialsSecret(module, bus),
        keys: CREDENTIAL_KEYS[bus],
        directory: `/run/o8/${bus}`,
      };
}

/** The files by which a module is known on its bus. */
export function credentialVolumes(context: ModuleContext): PodVolume[] {
  const used = usedBus(context);
  const credentials = used && busCredentials(used);
  if (!credentials) {
    return [];
  }
  const { secret, keys, directory } = credentials;
  const name = `${used.bus}-credentials`;
  return [
    {
      volume: {
        name,
        secret: {
          secretName: secret,
          defaultMode: FILE_MODE,
          items: keys.map(key => ({ key, path: key })),
        },
      },
      mount: { name, mountPath: directory, readOnly: true },
    },
  ];
}

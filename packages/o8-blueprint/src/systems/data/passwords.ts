import { syncWave } from '../../emitters/annotations';
import type {
  Emitter,
  ModuleContext,
  PlacementContext,
} from '../../emitters/types';
import type { Manifest } from '../../types';
import { PLATFORM_STORE, toExternalSecret } from '../secrets/externalSecret';
import { toRemoteKey } from '../secrets/remoteKey';
import { appSecret, databaseName, passwordSecret } from './names';
import { databaseOf, isReplicated } from './topology';

const KINDS = [{ group: 'external-secrets.io', kind: 'ExternalSecret' }];

/** After the policies of the namespace, and before whoever waits for the Secret. */
const WAVE = 1;

/**
 * Whether the password comes from the store of the landing zone: two clusters have to
 * know it, or two namespaces. A cluster of its own in one place has one that
 * CloudNativePG makes.
 */
export function isFromStore(
  context: Pick<ModuleContext, 'spec' | 'placements'>,
): boolean {
  return databaseOf(context, 'shared') !== undefined || isReplicated(context);
}

/** The Secret that has the password, in the namespace of the module. */
export function secretOf(
  context: Pick<ModuleContext, 'spec' | 'placements'>,
): string {
  const { name } = context.spec.metadata;
  return isFromStore(context) ? passwordSecret(name) : appSecret(name);
}

/** What the store calls the password; its field is `password`. */
export function passwordKey({
  spec,
  zone,
}: Pick<ModuleContext, 'spec' | 'zone'>): string | undefined {
  const { store } = zone.spec.secrets ?? {};
  return store && toRemoteKey(store, spec.metadata.name, 'database');
}

/** The password for who connects, from the store that is the module's own. */
export const modulePassword: Emitter<PlacementContext> = {
  file: () => 'database-password.yaml',
  home: 'module',
  kinds: KINDS,
  emit: context =>
    isFromStore(context) ? toPassword(context, context.spec.metadata.name) : [],
};

/** The same password for who lets in, beside the shared cluster. */
export const platformPassword: Emitter<PlacementContext> = {
  file: () => 'database.yaml',
  home: 'database',
  kinds: KINDS,
  emit: context => {
    const { database } = context.zone.spec;
    return database && databaseOf(context, 'shared')
      ? toPassword(context, database.namespace, PLATFORM_STORE)
      : [];
  },
};

function toPassword(
  context: PlacementContext,
  namespace: string,
  store?: string,
): Manifest[] {
  const { name } = context.spec.metadata;
  const remoteKey = passwordKey(context);
  if (remoteKey === undefined) {
    return [];
  }
  const secret = toExternalSecret({
    module: name,
    name: passwordSecret(name),
    namespace,
    store,
    entries: [{ secretKey: 'password', remoteKey, property: 'password' }],
    template: {
      type: 'kubernetes.io/basic-auth',
      // CloudNativePG follows a password that changes only where this is said.
      metadata: { labels: { 'cnpg.io/reload': 'true' } },
      data: { username: databaseName(name), password: '{{ .password }}' },
    },
  });
  const { annotations } = secret.metadata;
  return [
    {
      ...secret,
      metadata: {
        ...secret.metadata,
        annotations: { ...annotations, ...syncWave(WAVE) },
      },
    },
  ];
}

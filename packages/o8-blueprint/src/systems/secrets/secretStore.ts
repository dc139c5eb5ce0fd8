import { annotated, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type {
  Emitter,
  ModuleContext,
  PlacementContext,
} from '../../emitters/types';
import { isFromStore } from '../data/passwords';
import { credentialKey } from '../events/credentialObjects';
import { storeName } from './externalSecret';
import type { Store } from './remoteKey';
import { toIdentity, toProvider } from './storeProvider';

/** After the Namespace and its limits, before what reads from the store. */
const WAVE = -4;

/**
 * The account by which the operator asks the store. Pods have another one: what a
 * module may read of the store is for the operator, not for its code.
 */
export function storeAccount(module: string): string {
  return `${module}-secrets`;
}

/**
 * The store that a module reads from, by itself or for what comes with its database and
 * its event bus; undefined where it needs none.
 */
export function storeOf(context: ModuleContext): Store | undefined {
  const { secrets } = context.zone.spec;
  const isUsed =
    context.spec.spec.secrets?.some(({ path }) => path !== undefined) ||
    isFromStore(context) ||
    credentialKey(context) !== undefined;
  return secrets?.operator === 'external-secrets' && isUsed
    ? secrets.store
    : undefined;
}

/**
 * The way to the store, which the platform team decides: whoever reads by it can read
 * what belongs to this module, and nothing else.
 */
export const secretStore: Emitter<PlacementContext> = {
  file: () => 'secret-store.yaml',
  home: 'module',
  kinds: [
    { group: '', kind: 'ServiceAccount' },
    { group: 'external-secrets.io', kind: 'SecretStore' },
  ],
  emit: context => {
    const store = storeOf(context);
    if (!store) {
      return [];
    }
    const { name: module } = context.spec.metadata;
    const names = {
      module,
      cluster: context.placement.cluster.name,
      account: storeAccount(module),
    };
    const metadata = { namespace: module, labels: moduleLabels(module) };
    return [
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          ...metadata,
          name: names.account,
          ...annotated({ ...toIdentity(store, names), ...syncWave(WAVE) }),
        },
        automountServiceAccountToken: false,
      },
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'SecretStore',
        metadata: {
          ...metadata,
          name: storeName(module),
          annotations: syncWave(WAVE),
        },
        spec: { provider: toProvider(store, names) },
      },
    ];
  },
};

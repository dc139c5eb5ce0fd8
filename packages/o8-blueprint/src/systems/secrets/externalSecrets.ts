import type { Emitter, ModuleContext } from '../../emitters/types';
import { toExternalSecret } from './externalSecret';
import { toRemoteKey } from './remoteKey';
import { storeOf } from './secretStore';

/** What the operator fetches from the store: one object per secret of the spec. */
export const externalSecrets: Emitter<ModuleContext> = {
  file: () => 'external-secrets.yaml',
  home: 'module',
  kinds: [{ group: 'external-secrets.io', kind: 'ExternalSecret' }],
  writes: ['secrets'],
  forCharts: true,
  emit: context => {
    const { metadata, spec } = context.spec;
    const store = storeOf(context);
    return (spec.secrets ?? []).flatMap(({ name, keys, path }) =>
      store && path !== undefined
        ? [
            toExternalSecret({
              module: metadata.name,
              name,
              entries: keys.map(key => ({
                secretKey: key,
                remoteKey: toRemoteKey(store, metadata.name, path),
                property: key,
              })),
            }),
          ]
        : [],
    );
  },
};

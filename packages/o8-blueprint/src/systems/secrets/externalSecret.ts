import { syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Manifest } from '../../types';

/** What the SecretStore of a module is called, in the module's own namespace. */
export function storeName(module: string): string {
  return module;
}

/**
 * The SecretStore of a namespace of the platform, such as that of the databases. The
 * platform team makes it: what refers to it comes from the platform repository only.
 */
export const PLATFORM_STORE = 'o8-platform';

/** Before whatever reads the Secret. */
const WAVE = -2;

/** One key of a Secret, and where the store has its value. */
export interface SecretEntry {
  /** The key in the Secret. */
  secretKey: string;
  /** The secret in the store: see `toRemoteKey`. */
  remoteKey: string;
  /** The field of that secret. */
  property: string;
}

/** How the Secret is made, where it is more than its keys. */
export interface SecretTemplate {
  type?: string;
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  /** Templates of Go, such as `{{ .password }}`. */
  data?: Record<string, string>;
}

/** Options of {@link toExternalSecret}. */
export interface ExternalSecretOptions {
  module: string;
  /** Of the ExternalSecret and of the Secret that is made of it. */
  name: string;
  /** Absent in a module's repository, where the overlays say it. */
  namespace?: string;
  /** The SecretStore; that of the module unless told otherwise. */
  store?: string;
  entries: readonly SecretEntry[];
  template?: SecretTemplate;
  annotations?: Record<string, string>;
}

/** An object that lets External Secrets make a Secret of what a store has. */
export function toExternalSecret({
  module,
  name,
  namespace,
  store = storeName(module),
  entries,
  template,
  annotations,
}: ExternalSecretOptions): Manifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      labels: moduleLabels(module),
      annotations: { ...annotations, ...syncWave(WAVE) },
    },
    spec: {
      refreshPolicy: 'Periodic',
      // As the operator writes it back: "1h" would differ for ever.
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: store },
      target: {
        name,
        creationPolicy: 'Owner',
        // A store that forgets a secret must not stop what runs.
        deletionPolicy: 'Retain',
        ...(template && {
          template: {
            engineVersion: 'v2',
            mergePolicy: 'Replace',
            ...template,
          },
        }),
      },
      data: entries.map(({ secretKey, remoteKey, property }) => ({
        secretKey,
        remoteRef: { key: remoteKey, property },
      })),
    },
  };
}

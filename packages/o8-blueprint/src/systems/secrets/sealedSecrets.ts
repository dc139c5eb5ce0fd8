import { annotated, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import type { SealScope } from '../../seal/SealScope';
import type { Manifest } from '../../types';

const SCOPE = 'sealedsecrets.bitnami.com';

/** Before whatever reads the Secret. */
const WAVE = -2;

/**
 * Ciphertext that the controller of one cluster opens. Each has a key of its own, so
 * that there is one per overlay and none in the base.
 */
export const sealedSecrets: Emitter<ModuleContext> = {
  file: () => 'sealed-secrets.yaml',
  home: 'module',
  kinds: [{ group: 'bitnami.com', kind: 'SealedSecret' }],
  forCharts: true,
  emit: ({ spec: { metadata, spec }, at }) =>
    (spec.secrets ?? []).flatMap(({ name, sealed, scope = 'strict' }) => {
      const texts = at && sealed ? ofCluster(sealed, at.cluster.name) : {};
      return Object.keys(texts).length > 0
        ? [toSealedSecret({ module: metadata.name, name, texts, scope })]
        : [];
    }),
};

/** Not by the key alone: a cluster may be called "constructor". */
function ofCluster(
  sealed: Record<string, Record<string, string>>,
  cluster: string,
): Record<string, string> {
  return Object.hasOwn(sealed, cluster) ? sealed[cluster] : {};
}

function toSealedSecret({
  module,
  name,
  texts,
  scope,
}: {
  module: string;
  name: string;
  texts: Record<string, string>;
  scope: SealScope;
}): Manifest {
  const labels = moduleLabels(module);
  // The controller opens by what the object says; the Secret says it for those who read it.
  const scoped: Record<string, string> =
    scope === 'strict' ? {} : { [`${SCOPE}/${scope}`]: 'true' };
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: {
      name,
      // The ciphertext belongs to this name and namespace.
      namespace: module,
      labels,
      annotations: { ...scoped, ...syncWave(WAVE) },
    },
    spec: {
      encryptedData: texts,
      template: {
        type: 'Opaque',
        metadata: { name, namespace: module, labels, ...annotated(scoped) },
      },
    },
  };
}

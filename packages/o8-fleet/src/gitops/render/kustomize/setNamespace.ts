import type { Manifest, RenderedManifest } from '../../types';
import { isRecord } from '../parseManifests';

/** The cluster-scoped kinds of Kubernetes itself: kustomize knows no others. */
const CLUSTER_SCOPED = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** Puts all objects into a namespace, with the subjects of their bindings. */
export function setNamespace(
  manifests: readonly RenderedManifest[],
  namespace: string,
): RenderedManifest[] {
  const accounts = new Set(
    manifests
      .filter(({ manifest }) => manifest.kind === 'ServiceAccount')
      .map(({ manifest: { metadata } }) =>
        accountKey(metadata.namespace, metadata.name),
      ),
  );
  return manifests.map(({ manifest, file }) => ({
    manifest: moved(manifest, namespace, accounts),
    file,
  }));
}

function accountKey(namespace: unknown, name: unknown): string {
  return `${namespace ?? ''}/${name}`;
}

function moved(
  manifest: Manifest,
  namespace: string,
  accounts: ReadonlySet<string>,
): Manifest {
  const { kind, metadata, subjects } = manifest;
  if (kind === 'Namespace') {
    return { ...manifest, metadata: { ...metadata, name: namespace } };
  }
  const isBinding = kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
  return {
    ...manifest,
    ...(!CLUSTER_SCOPED.has(kind) && { metadata: { ...metadata, namespace } }),
    ...(isBinding &&
      Array.isArray(subjects) && {
        subjects: subjects.map(each => movedSubject(each, namespace, accounts)),
      }),
  };
}

/** Those that mean a ServiceAccount which moves too, and `default`. */
function movedSubject(
  subject: unknown,
  namespace: string,
  accounts: ReadonlySet<string>,
): unknown {
  if (!isRecord(subject) || subject.kind !== 'ServiceAccount') return subject;
  const isOurs =
    subject.name === 'default' ||
    accounts.has(accountKey(subject.namespace, subject.name));
  return isOurs ? { ...subject, namespace } : subject;
}

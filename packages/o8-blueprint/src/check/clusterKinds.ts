import type { ReadManifest } from './manifest';

/** Kinds that are in no namespace. Others are refused by Argo CD: no project allows them. */
const CLUSTER_KINDS = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'APIService',
  'CSIDriver',
  'CSINode',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeSnapshotClass',
]);

/** Whether an object is in no namespace, as far as its kind tells. */
export function isClusterKind({ kind }: Pick<ReadManifest, 'kind'>): boolean {
  // ClusterRole, ClusterIssuer, ClusterPolicy …; a "Cluster" itself is in a namespace.
  return CLUSTER_KINDS.has(kind) || /^Cluster[A-Z]/.test(kind);
}

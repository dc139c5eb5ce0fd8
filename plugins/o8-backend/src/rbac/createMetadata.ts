/** The API group of roles. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

const LABELS = { 'app.kubernetes.io/part-of': 'orchestr8' };

interface Metadata {
  name: string;
  namespace?: string;
  labels: Record<string, string>;
}

/** What all objects say of themselves, so that they can be found and removed together. */
export function createMetadata(name: string, namespace?: string): Metadata {
  return { name, ...(namespace ? { namespace } : {}), labels: { ...LABELS } };
}

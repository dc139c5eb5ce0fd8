import {
  ANNOTATION_ARGOCD_APP_NAME,
  ANNOTATION_ARGOCD_APP_SELECTOR,
  ANNOTATION_ARGOCD_PROJECT_NAME,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_KUBERNETES_NAMESPACE,
} from '@orchestr8/backstage-plugin-o8-common';

/** The annotation by which an entity claims something, by the type of the claim. */
export const CLAIM_ANNOTATIONS = {
  appName: ANNOTATION_ARGOCD_APP_NAME,
  appSelector: ANNOTATION_ARGOCD_APP_SELECTOR,
  projectName: ANNOTATION_ARGOCD_PROJECT_NAME,
  namespace: ANNOTATION_KUBERNETES_NAMESPACE,
  kubernetesId: ANNOTATION_KUBERNETES_ID,
  labelSelector: ANNOTATION_KUBERNETES_LABEL_SELECTOR,
} as const;

/** A key of {@link CLAIM_ANNOTATIONS}. */
export type ClaimType = keyof typeof CLAIM_ANNOTATIONS;

/** What an entity says is its: the objects that have all that is not null. */
export interface Claim {
  type: ClaimType;
  /** The cluster that holds the object, which is where Argo CD runs for its own. */
  cluster: string | null;
  namespace: string | null;
  name: string | null;
  /** The project in Argo CD. */
  project: string | null;
  /** A label selector as Kubernetes writes it; one that could be read. */
  selector: string | null;
}

/** An object as far as claims look at it. */
export interface ClaimableObject {
  cluster: string;
  /** API group and kind, such as `apps/Deployment`, or `/Namespace`. */
  kind: string;
  namespace: string | null;
  name: string;
  project: string | null;
  /** Whether it lies in a namespace of the platform or of Kubernetes, or is one. */
  platform: boolean;
  labels: Record<string, string>;
}

/**
 * The annotation that makes an entity a module: the module's name, which is also
 * its namespace, a DNS label of at most 40 characters. On a cluster it is a label of
 * the Namespace, and of objects that lie where teams cannot write.
 *
 * @public
 */
export const ANNOTATION_MODULE = 'orchestr8.io/module';

/**
 * How much of a module's data may be lost, such as `15m`, `1h` or `7d`.
 *
 * @public
 */
export const ANNOTATION_RPO = 'orchestr8.io/rpo';

/**
 * How important a module is; a tier may have objectives of its own.
 *
 * @public
 */
export const ANNOTATION_TIER = 'orchestr8.io/tier';

/**
 * The label of an Application that says which environment it deploys to.
 *
 * @public
 */
export const LABEL_ENVIRONMENT = 'orchestr8.io/environment';

/**
 * The label of an Application that says which part of a module it deploys: its
 * `workload`, or the `boundary` around it (namespace, policies, backups).
 *
 * @public
 */
export const LABEL_PART = 'orchestr8.io/part';

/**
 * The landing zone that a module was created in.
 *
 * @public
 */
export const ANNOTATION_LANDING_ZONE = 'orchestr8.io/landing-zone';

/**
 * The label that says whose an object is, where only the platform can write.
 *
 * @public
 */
export const LABEL_MODULE = 'orchestr8.io/module';

/**
 * The name of the Argo CD Application of an entity.
 *
 * @public
 */
export const ANNOTATION_ARGOCD_APP_NAME = 'argocd/app-name';

/**
 * A label selector that the Argo CD Applications of an entity meet; not together with
 * `argocd/app-name`.
 *
 * @public
 */
export const ANNOTATION_ARGOCD_APP_SELECTOR = 'argocd/app-selector';

/**
 * The namespace that the Argo CD Applications of an entity lie in.
 *
 * @public
 */
export const ANNOTATION_ARGOCD_APP_NAMESPACE = 'argocd/app-namespace';

/**
 * The project of the Argo CD Applications of an entity; alone, all that are in it.
 *
 * @public
 */
export const ANNOTATION_ARGOCD_PROJECT_NAME = 'argocd/project-name';

/**
 * The clusters whose Argo CD has the Applications of an entity, by name or alias, with
 * commas between them.
 *
 * @public
 */
export const ANNOTATION_ARGOCD_INSTANCE_NAME = 'argocd/instance-name';

/**
 * What the label of the same name says on the workloads of an entity.
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_ID = 'backstage.io/kubernetes-id';

/**
 * The namespace of an entity's workloads; alone, with all that is in it.
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_NAMESPACE =
  'backstage.io/kubernetes-namespace';

/**
 * A label selector that the workloads of an entity meet; used before its id.
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_LABEL_SELECTOR =
  'backstage.io/kubernetes-label-selector';

/**
 * The cluster of an entity's workloads, by name or alias.
 *
 * @public
 */
export const ANNOTATION_KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';

/**
 * The annotation of an object that says which entity it belongs to; it counts only where
 * the platform alone can write.
 *
 * @public
 */
export const ANNOTATION_ENTITY_REF = 'backstage.io/entity-ref';

/**
 * The annotation of an Application and a workload that names the image which the landing
 * zone runs in place of a module's own until there is one.
 *
 * @public
 */
export const ANNOTATION_PLACEHOLDER_IMAGE = 'orchestr8.io/placeholder-image';

/**
 * The annotations that make an entity a module, the first by itself and the others as
 * claims: what they name is shown, and proves nothing.
 *
 * @public
 */
export const MODULE_ANNOTATIONS: readonly string[] = [
  ANNOTATION_MODULE,
  ANNOTATION_ARGOCD_APP_NAME,
  ANNOTATION_ARGOCD_APP_SELECTOR,
  ANNOTATION_ARGOCD_PROJECT_NAME,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_KUBERNETES_NAMESPACE,
];

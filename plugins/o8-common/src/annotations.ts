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

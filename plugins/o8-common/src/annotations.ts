/**
 * The annotation that makes an entity a module: the module's name, which is also
 * its namespace, a DNS label of at most 40 characters.
 *
 * @public
 */
export const ANNOTATION_MODULE = 'orchestr8.io/module';

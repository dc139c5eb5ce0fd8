/**
 * The scaffolder actions of Orchestr8: from a form to a module's repository and its
 * entry in the App of Apps.
 *
 * @packageDocumentation
 */

export { scaffolderModuleO8 as default } from './module';

/**
 * The backend of Orchestr8 for Backstage.
 *
 * @packageDocumentation
 */

export { o8Plugin as default } from './plugin';

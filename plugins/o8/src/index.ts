/**
 * Cards and pages of Orchestr8 for Backstage, for the new frontend system. The
 * legacy one finds the same components under `/legacy`.
 *
 * @packageDocumentation
 */

export { o8Plugin as default } from './plugin';
export { o8ApiRef } from './api';
export { o8TranslationRef } from './translation';

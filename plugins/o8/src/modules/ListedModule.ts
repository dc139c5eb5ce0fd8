import type { ModuleSummary } from '@orchestr8/backstage-plugin-o8-common';

/** The fields that lists show; others, such as descriptions, need not be sent. */
export const LISTED_FIELDS = [
  'entityRef',
  'title',
  'owner',
  'system',
  'binding',
  'clusters',
  'facets',
] as const;

/** A module as lists show it. */
export type ListedModule = Pick<ModuleSummary, (typeof LISTED_FIELDS)[number]>;

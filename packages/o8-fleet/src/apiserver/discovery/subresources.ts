import type { ResourceDefinition } from '../../types';

/** What can be done with every kind. */
export const VERBS = [
  'create',
  'delete',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The subresources that are served, by kind of the core group. */
const SUBRESOURCES: Record<string, string[]> = { Pod: ['log'] };

/** The subresources of a kind; all of them can only be read. */
export function subresourcesOf(definition: ResourceDefinition): string[] {
  return definition.group === '' ? SUBRESOURCES[definition.kind] ?? [] : [];
}

import type { ResourceDefinition } from '../../types';
import { isReview } from '../reviews';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** What can be done with a kind. */
export function verbsOf(definition: ResourceDefinition): string[] {
  return isReview(definition) ? ['create'] : VERBS;
}

/** The subresources that are served, by kind of the core group. */
const SUBRESOURCES: Record<string, string[]> = { Pod: ['log'] };

/** The subresources of a kind; all of them can only be read. */
export function subresourcesOf(definition: ResourceDefinition): string[] {
  return definition.group === '' ? SUBRESOURCES[definition.kind] ?? [] : [];
}

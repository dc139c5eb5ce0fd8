import type { ResourceDefinition } from '../../types';
import {
  parseFieldSelector,
  parseLabelSelector,
  type Predicate,
} from '../selectors';
import type { ListOptions } from './readListOptions';

/** What both selectors together select; undefined when there is none. */
export function selectorOf(
  options: ListOptions,
  definition: ResourceDefinition,
): Predicate | undefined {
  const { labelSelector, fieldSelector } = options;
  const parts = [
    labelSelector === undefined ? [] : [parseLabelSelector(labelSelector)],
    fieldSelector === undefined
      ? []
      : [parseFieldSelector(fieldSelector, definition)],
  ].flat();
  return parts.length === 0
    ? undefined
    : object => parts.every(part => part(object));
}

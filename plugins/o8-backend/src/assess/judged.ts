import {
  sourceOf,
  type Assessor,
  type FactType,
} from '@orchestr8/backstage-plugin-o8-node';

/** What the states of modules depend on. */
export interface Judged {
  types: ReadonlySet<string>;
  /** The ids of the sources that give them. */
  sources: ReadonlySet<string>;
}

/**
 * What some assessors need. Of the many kinds that are read, most are shown and judged by
 * nobody: no module has to be judged again when one of those changes.
 */
export function listJudged(assessors: Pick<Assessor, 'needs'>[]): Judged {
  const types = new Set<FactType>(assessors.flatMap(({ needs }) => needs));
  return { types, sources: new Set([...types].map(sourceOf)) };
}

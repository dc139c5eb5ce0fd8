import type { ApplicationSource } from '../types';

/** What an Application is made from, each source at its revision. */
export interface Origin {
  sources: readonly ApplicationSource[];
  /** Whether they are in `sources`, where several may be; else there is one in `source`. */
  isList: boolean;
  revisions: readonly string[];
}

/** What Argo CD writes for the one source of an Application that has several. */
const NO_SOURCE = { repoURL: '' };

/** The fields of a status that name sources, as Argo CD has them. */
export function sourceFields({ sources, isList }: Omit<Origin, 'revisions'>): {
  source: object;
  sources?: readonly object[];
} {
  return isList
    ? { source: NO_SOURCE, sources }
    : { source: sources[0] ?? NO_SOURCE };
}

/** The fields of a status that name revisions. */
export function revisionFields({
  isList,
  revisions,
}: Omit<Origin, 'sources'>): {
  revision?: string;
  revisions?: readonly string[];
} {
  return isList ? { revisions } : { revision: revisions[0] ?? '' };
}

/** For messages: commits are cut, versions of charts are not. */
export function shortRevisions(revisions: readonly string[]): string {
  const short = revisions.map(each =>
    /^[0-9a-f]{40}$/.test(each) ? each.slice(0, 7) : each,
  );
  return short.join(', ');
}

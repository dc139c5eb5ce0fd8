import type { ApplicationSource, Destination } from '../types';

const REF = /^[a-zA-Z0-9_-]+$/;

/** What Argo CD refuses about a spec before it reads anything, in its words. */
export function findSpecProblem(spec: {
  sources: readonly ApplicationSource[];
  isList: boolean;
  destination: Destination;
}): string | undefined {
  const { sources, isList, destination } = spec;
  const { name, server } = destination;
  // Each is an address of its own: permitted by one, it could go to the other.
  if (name && server) {
    return `application destination can't have both name and server defined: ${name} ${server}`;
  }
  for (const source of sources) {
    const problem = findSourceProblem(source, isList);
    if (problem !== undefined) return problem;
  }
  const refs = isList ? sources.flatMap(({ ref }) => ref || []) : [];
  const odd = refs.find(ref => !REF.test(ref));
  if (odd !== undefined) {
    return `sources.ref ${odd} cannot contain any special characters except '_' and '-'`;
  }
  return new Set(refs).size < refs.length
    ? 'invalid sources: multiple sources had the same `ref` key'
    : undefined;
}

function findSourceProblem(
  { repoURL, path, chart, ref, targetRevision }: ApplicationSource,
  isList: boolean,
): string | undefined {
  if (!repoURL || (!path && !chart && !(isList && ref))) {
    return isList
      ? 'spec.source.repoURL and either source.path, source.chart, or source.ref are required'
      : 'spec.source.repoURL and either spec.source.path or spec.source.chart are required';
  }
  return chart && !targetRevision
    ? 'spec.source.targetRevision is required if the manifest source is a helm chart'
    : undefined;
}

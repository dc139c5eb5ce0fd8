import type {
  FacetId,
  FacetSummary,
  ModuleSummary,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Table, Tone } from '../Table';

const GLYPHS: Record<Verdict, string> = {
  good: '●',
  busy: '◐',
  attention: '▲',
  bad: '✕',
  unknown: '?',
};
/** The worst first. */
const VERDICTS: Verdict[] = ['bad', 'attention', 'unknown', 'busy', 'good'];
const UNITS: [string, number][] = [
  ['d', 24 * 60 * 60_000],
  ['h', 60 * 60_000],
  ['min', 60_000],
];

/** Whether all of a module that is looked at is good: what is on its way is not yet. */
export function isGood(module: ModuleSummary, facets: FacetId[]): boolean {
  return facets.every(facet => module.facets[facet].verdict === 'good');
}

/** Modules as people read them, in the order in which they come. */
export function toStatusTable(
  modules: ModuleSummary[],
  { facets, now }: { facets: FacetId[]; now: Date },
): Table {
  return {
    head: [
      'MODULE',
      ...facets.map(id => id.toUpperCase()),
      'SINCE',
      'CLUSTERS',
    ],
    rows: modules.map(module => {
      const worst = findWorst(facets.map(facet => module.facets[facet]));
      return {
        cells: [
          toName(module.entityRef),
          ...facets.map(facet => sayFacet(module.facets[facet])),
          sayAge(worst.since, now),
          module.clusters.join(', ') || '–',
        ],
        tone: toTone(worst.verdict),
      };
    }),
  };
}

// Most are components of the default namespace: what they have in common says nothing.
function toName(entityRef: string): string {
  return entityRef.replace(/^component:(default\/)?/, '');
}

function sayFacet({ verdict, headline }: FacetSummary): string {
  const words = headline.code.replace(/[A-Z]/g, letter => ` ${letter}`);
  return `${GLYPHS[verdict]} ${words.toLowerCase()}`;
}

function findWorst(facets: FacetSummary[]): FacetSummary {
  const [worst] = [...facets].sort(
    (a, b) =>
      VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
      Date.parse(a.since) - Date.parse(b.since),
  );
  return worst;
}

function toTone(verdict: Verdict): Tone {
  const tones: Partial<Record<Verdict, Tone>> = { bad: 'bad', good: 'quiet' };
  return tones[verdict] ?? 'plain';
}

function sayAge(since: string, now: Date): string {
  const ageMs = now.getTime() - Date.parse(since);
  const [unit, unitMs] = UNITS.find(([, ms]) => ageMs >= ms) ?? [];
  return unit && unitMs ? `${Math.floor(ageMs / unitMs)} ${unit}` : 'now';
}

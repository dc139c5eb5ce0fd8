import type { ComplianceCheck } from '@orchestr8/backstage-plugin-o8-common';
import type { Finding } from './findings';
import type { PlannedObject } from './indexPlan';
import {
  FORECAST_VERDICTS,
  type CheckForecast,
  type ForecastObject,
  type ForecastVerdict,
} from './types';

/** The worst of some verdicts; nothing at all is not checked. */
export function worstForecast(verdicts: ForecastVerdict[]): ForecastVerdict {
  return (
    FORECAST_VERDICTS.find(verdict => verdicts.includes(verdict)) ??
    'not-checked'
  );
}

/**
 * What a check says as a whole: its worst finding. Where one subject is satisfied and
 * there is nothing to ask about another, it is satisfied.
 */
export function combineFindings(
  check: ComplianceCheck,
  findings: Finding[],
): CheckForecast {
  const verdict = worstForecast(findings.map(each => each.verdict));
  const relevant = findings.filter(each => each.verdict === verdict);
  const { watched } = check;
  return {
    check: check.id,
    title: check.title,
    verdict,
    reasons:
      findings.length > 0
        ? toReasons(relevant, findings)
        : ['There was nothing to look at.'],
    objects: unique(relevant.flatMap(({ objects }) => objects.map(toObject))),
    changes: unique(relevant.flatMap(({ changes }) => changes)),
    ...(watched && verdict === 'satisfied' && { watched }),
  };
}

/** Each sentence once, with its clusters where it is not so on all of them. */
function toReasons(relevant: Finding[], all: Finding[]): string[] {
  const clusters = new Set(all.map(({ cluster }) => cluster));
  const sentences = [...new Set(relevant.map(({ reason }) => reason))];
  return sentences.map(sentence => {
    const where = relevant
      .filter(({ reason }) => reason === sentence)
      .flatMap(({ cluster }) => cluster ?? []);
    return where.length === 0 || new Set(where).size === clusters.size
      ? sentence
      : `${[...new Set(where)].join(', ')}: ${sentence}`;
  });
}

function toObject({ repository, path, object }: PlannedObject): ForecastObject {
  const { namespace, name } = object.metadata;
  return {
    repository,
    path,
    kind: object.kind,
    ...(namespace !== undefined && { namespace }),
    name,
  };
}

function unique<T extends object>(values: T[]): T[] {
  const seen = new Map(values.map(value => [JSON.stringify(value), value]));
  return [...seen.values()];
}

import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { MAX_YAML_LENGTH } from '../parse/readYaml';
import { renderFiles } from '../render/renderFiles';
import type { PlannedFile } from '../types';

/** The most characters of YAML that one of JSON becomes, where it is nested as deeply as may be. */
const MOST_GROWTH = 50;

/**
 * A spec that nobody could read again once it is written: lists and indented texts grow.
 * One such entry would make the whole platform repository unreadable.
 */
export function findLengthProblems(
  spec: ModuleSpec,
  files: PlannedFile[],
): Problem[] {
  // Nearly all are: the texts of the others are made once and kept.
  if (JSON.stringify(spec).length * MOST_GROWTH < MAX_YAML_LENGTH) {
    return [];
  }
  const long = renderFiles(files).filter(
    ({ content }) => content.length > MAX_YAML_LENGTH,
  );
  // One is a copy of the other with its defaults: what is right for it is right for both.
  return long.slice(-1).map(({ path }) => ({
    path: largestPart(spec),
    message: `makes ${path} longer than ${
      MAX_YAML_LENGTH / 1024
    } KiB, which is not read again`,
    kind: 'invalid',
  }));
}

/** What it can only come from: everything else has a limit of its own. */
function largestPart({ spec: { workload } }: ModuleSpec): string {
  return workload.chart
    ? 'spec.workload.chart.values'
    : 'spec.workload.config.files';
}

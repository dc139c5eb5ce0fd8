import path from 'node:path/posix';
import type { RepositoryFiles } from '../../repositories';
import { isRecord, parseDocuments, type JsonRecord } from '../parseManifests';
import { RenderError } from '../RenderError';
import type { HelmOptions } from './helmSchema';
import { mergeValues } from './mergeValues';

const OF_HELM = { yesIsTrue: true };

/**
 * The values of a chart: those of the files, the last one first, and above them what the
 * Application itself says.
 *
 * @throws RenderError for files that are missing or no map
 */
export function readValues(
  helm: HelmOptions,
  /** The files of the sources that can be referred to. */
  references: ReadonlyMap<string, RepositoryFiles>,
): JsonRecord {
  const { valueFiles, ignoreMissingValueFiles, values, valuesObject } = helm;
  const all = valueFiles.flatMap(name => {
    const { files, file } = findFile(name, references);
    if (!files.has(file)) {
      if (ignoreMissingValueFiles) return [];
      throw new RenderError(`the value file ${name} does not exist`);
    }
    return [parseValues(files.read(file), name)];
  });
  // As Argo CD: an object goes before text.
  const own = valuesObject ?? parseValues(values ?? '', 'helm.values');
  return [...all, own].reduce(mergeValues, {});
}

function findFile(
  name: string,
  references: ReadonlyMap<string, RepositoryFiles>,
): { files: RepositoryFiles; file: string } {
  const [, reference, rest] = /^\$([^/]+)\/(.+)$/.exec(name) ?? [];
  if (reference === undefined) {
    throw new RenderError(
      `the value file ${name} is one of the chart, which is not supported by the ` +
        `demo fleet: only "$<ref>/<path>" is`,
    );
  }
  const files = references.get(reference);
  if (!files) {
    throw new RenderError(
      `the value file ${name} refers to "${reference}", and no source has this "ref"`,
    );
  }
  const file = path.normalize(rest);
  if (path.isAbsolute(file) || file.split('/')[0] === '..') {
    throw new RenderError(
      `the value file ${name} is outside of the repository`,
    );
  }
  return { files, file };
}

function parseValues(text: string, name: string): JsonRecord {
  const [values = {}, more] = parseDocuments(text, name, OF_HELM);
  if (!isRecord(values) || more !== undefined) {
    throw new RenderError(`${name} is not one map of values`);
  }
  return values;
}

import type { RepositoryFiles } from '../repositories';
import type { ApplicationSource, RenderedManifest } from '../types';
import { compileGlob } from '../wildcards';
import { parseManifests } from './parseManifests';
import { RenderError } from './RenderError';

const MANIFEST = /\.(ya?ml|json)$/i;
const KNOWN = new Set(['recurse', 'include', 'exclude']);

/** The objects of all files of a directory that its options choose. */
export function renderDirectory(
  files: RepositoryFiles,
  directory: string,
  options: ApplicationSource['directory'] = {},
): RenderedManifest[] {
  const { recurse = false, include, exclude } = options;
  const unknown = Object.keys(options).find(field => !KNOWN.has(field));
  if (unknown) {
    throw new RenderError(
      `spec.source.directory.${unknown} is not supported by the demo fleet`,
    );
  }
  const isIncluded = toMatcher('include', include) ?? (() => true);
  const isExcluded = toMatcher('exclude', exclude) ?? (() => false);
  return files.list(directory).flatMap(path => {
    const relative = directory === '' ? path : path.slice(directory.length + 1);
    if (!recurse && relative.includes('/')) return [];
    if (isExcluded(relative)) return [];
    // A link may stand for a directory, so its name says nothing.
    if (files.isSymlink(path)) files.read(path);
    if (!MANIFEST.test(path) || !isIncluded(relative)) return [];
    return parseManifests(files.read(path), path, { yesIsTrue: true });
  });
}

/** As Argo CD: one glob, or several in braces; `*` stays within a name, `**` does not. */
function toMatcher(field: 'include' | 'exclude', glob: string | undefined) {
  if (!glob) return undefined;
  const matches = compileGlob(glob, { separated: true, folders: true });
  if (!matches) {
    throw new RenderError(
      `spec.source.directory.${field} is too long or has too many alternatives`,
    );
  }
  return matches;
}

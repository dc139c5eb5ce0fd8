import path from 'node:path/posix';
import type { RepositoryFiles } from '../repositories';
import type { ApplicationSource, RenderedSource } from '../types';
import { buildKustomization } from './kustomize/buildKustomization';
import { findKustomization } from './kustomize/findKustomization';
import { RenderError } from './RenderError';
import { renderDirectory } from './renderDirectory';

const SUPPORTED = new Set(['repoURL', 'targetRevision', 'path', 'directory']);

/**
 * All objects of a source at a commit. Pure.
 *
 * @throws RenderError for what is wrong with it
 */
export function renderSource(options: {
  files: RepositoryFiles;
  source: ApplicationSource;
}): RenderedSource {
  const { files, source } = options;
  const directory = findDirectory(files, source);
  const isKustomize =
    source.directory === undefined && findKustomization(files, directory);
  return isKustomize
    ? {
        sourceType: 'Kustomize',
        manifests: buildKustomization(files, directory),
      }
    : {
        sourceType: 'Directory',
        manifests: renderDirectory(files, directory, source.directory),
      };
}

function findDirectory(
  files: RepositoryFiles,
  source: ApplicationSource,
): string {
  const unknown = Object.keys(source).find(
    field => !SUPPORTED.has(field) && source[field] !== undefined,
  );
  if (unknown) {
    throw new RenderError(
      `spec.source.${unknown} is not supported by the demo fleet`,
    );
  }
  const wanted = `${source.path ?? ''}`;
  const directory = path.normalize(wanted || '.').replace(/\/+$/, '');
  if (path.isAbsolute(directory) || directory.split('/').includes('..')) {
    throw new RenderError(`${wanted}: app path is outside of the repository`);
  }
  if (directory === '.') return '';
  if (!files.isDirectory(directory)) {
    throw new RenderError(`${wanted}: app path does not exist`);
  }
  return directory;
}

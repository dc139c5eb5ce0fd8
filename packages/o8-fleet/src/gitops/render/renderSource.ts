import path from 'node:path/posix';
import type { RepositoryFiles } from '../repositories';
import type { ApplicationSource, SourceResult } from '../types';
import { buildKustomization } from './kustomize/buildKustomization';
import { findKustomization } from './kustomize/findKustomization';
import { RenderError } from './RenderError';
import { renderDirectory } from './renderDirectory';

const SUPPORTED = new Set(['repoURL', 'targetRevision', 'path', 'directory']);

/** All objects of a source at a commit, or what is wrong with it. Pure. */
export function renderSource(options: {
  files: RepositoryFiles;
  source: ApplicationSource;
  revision: string;
}): SourceResult {
  const { files, source, revision } = options;
  try {
    const directory = findDirectory(files, source);
    const isKustomize =
      source.directory === undefined && findKustomization(files, directory);
    return {
      ok: true,
      revision,
      sourceType: isKustomize ? 'Kustomize' : 'Directory',
      manifests: isKustomize
        ? buildKustomization(files, directory)
        : renderDirectory(files, directory, source.directory),
    };
  } catch (error) {
    // Whatever a repository holds, it never stops the others.
    const reason = error instanceof Error ? error.message : `${error}`;
    const isKnown = error instanceof RenderError;
    const message = isKnown ? reason : `the source cannot be read: ${reason}`;
    return { ok: false, revision, message };
  }
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

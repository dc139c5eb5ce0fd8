import type { RepositoryFiles } from '../../repositories';
import { RenderError } from '../RenderError';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The kustomization of a directory, if it has one. */
export function findKustomization(
  files: RepositoryFiles,
  directory: string,
): string | undefined {
  const prefix = directory === '' ? '' : `${directory}/`;
  const found = NAMES.map(name => `${prefix}${name}`).filter(path =>
    files.has(path),
  );
  if (found.length > 1) {
    throw new RenderError(`${found.join(' and ')}: only one is allowed`);
  }
  return found[0];
}

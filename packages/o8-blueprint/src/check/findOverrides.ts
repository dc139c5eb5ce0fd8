import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { PLATFORM_DIRECTORY } from '../plan/paths';
import type { RepositoryFile } from '../types';

/**
 * Argo CD merges these into the source of an Application, whatever else is in them: they
 * can exclude the policies of a boundary, or tell a chart of further modules.
 */
const SOURCE_OVERRIDE = /\/\.argocd-source(-[^/]*)?\.yaml$/;

/** By these names kustomize builds a directory, also one that is a chart. */
const PLATFORM_KUSTOMIZATION = new RegExp(
  `^${PLATFORM_DIRECTORY}/(kustomization\\.ya?ml|Kustomization)$`,
);

const PLATFORM_PROGRAM = new RegExp(`^${PLATFORM_DIRECTORY}/.*\\.jsonnet$`);

/** Files by which Argo CD does something else with a directory than apply what it holds. */
export function findOverrides(files: RepositoryFile[]): Problem[] {
  return files.flatMap(({ path }) => {
    if (SOURCE_OVERRIDE.test(path)) {
      return refused(
        path,
        'overrides the source of an Application: landing zones decide that',
      );
    }
    if (PLATFORM_PROGRAM.test(path)) {
      return refused(path, 'is a program: only manifests are applied');
    }
    return PLATFORM_KUSTOMIZATION.test(path)
      ? refused(
          path,
          'is a kustomization: the directory of the platform is applied as it is',
        )
      : [];
  });
}

function refused(path: string, message: string): Problem[] {
  return [{ path, message, kind: 'refused' }];
}

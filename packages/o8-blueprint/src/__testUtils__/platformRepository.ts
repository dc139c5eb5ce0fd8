import { renderPlatform } from '../plan/planPlatform';
import { findPlatformProblems } from '../check/findPlatformProblems';
import { renderPlan } from '../render/renderPlan';
import type { RepositoryFile } from '../types';
import { exampleOf, planOf } from './examples';

/** The landing zone and the entry of the repository below. */
export const { spec, zone } = exampleOf('pinned');

export const ENTRY = 'modules/call-router';

const rendered: readonly RepositoryFile[] = [
  ...renderPlatform(zone),
  ...renderPlan(planOf({ spec, zone })).platform,
];

/** A platform repository with one module, without problems. */
export function repository(): RepositoryFile[] {
  return [...rendered];
}

/** The repository with one file changed; a text that is not there is a mistake of the test. */
export function changed(
  path: string,
  text: string,
  by: string,
): RepositoryFile[] {
  return repository().map(file => {
    if (file.path !== path) {
      return file;
    }
    if (!file.content.includes(text)) {
      throw new Error(`${path} does not contain ${text}`);
    }
    return { path, content: file.content.replaceAll(text, by) };
  });
}

/** The repository with one more file. */
export function added(path: string, content: string): RepositoryFile[] {
  return [...repository(), { path, content }];
}

/** The problems of a repository, one a line. */
export function linesOf(files: RepositoryFile[], zones = [zone]): string[] {
  return findPlatformProblems(files, zones).map(
    ({ path, message, kind }) => `${kind} ${path}: ${message}`,
  );
}

/** The text of an Application. */
export const application = (project: string, name: string, source: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: gitops }
spec:
  project: ${project}
  source: { repoURL: 'https://github.com/acme/x.git', path: ${source} }
  destination: { name: eu-1, namespace: call-router }
`;

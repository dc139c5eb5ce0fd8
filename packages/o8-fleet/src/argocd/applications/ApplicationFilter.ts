import type { KubeObject } from '../../types';
import type { Parameters } from '../Parameters';
import { projectOf, repositoriesOf } from './applicationParts';

/** Which Applications a list or a stream is about. */
export type ApplicationFilter = (application: KubeObject) => boolean;

/** What a list and a stream filter by. */
export function readFilter(parameters: Parameters): ApplicationFilter {
  const selects = parameters.selector();
  const projects = parameters.projects();
  return application =>
    selects(application) &&
    (projects.length === 0 || projects.includes(projectOf(application)));
}

/** What a list filters by beside that. */
export function readListFilter(parameters: Parameters): ApplicationFilter {
  const isSelected = readFilter(parameters);
  const name = parameters.get('name');
  const namespace = parameters.get('appNamespace');
  const repository = parameters.get('repo');
  return application =>
    isSelected(application) &&
    (name === undefined || application.metadata.name === name) &&
    (namespace === undefined || application.metadata.namespace === namespace) &&
    (repository === undefined ||
      repositoriesOf(application).includes(repository));
}

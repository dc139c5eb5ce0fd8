import {
  fails,
  inModule,
  onEachCluster,
  ofKind,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { letsIn, ownProjects } from '../projects';
import { ofData } from './ofData';

/** Checks of secrets. */
export const secrets: Record<string, Forecaster> = {
  'SEC-1': index =>
    onEachCluster(index, at => {
      const plain = ofKind([...at.boundary, ...at.workload], '', 'Secret');
      if (plain.length > 0) {
        return fails('A Secret is planned as it is, for all to read in git.', {
          objects: plain,
          changes: inModule('spec.secrets'),
        });
      }
      const projects = ownProjects(index);
      if (projects.length === 0) {
        return fails('No project keeps Secrets out of git.');
      }
      const allowing = projects.filter(project =>
        letsIn(project, ({ group, kind }) => group === '' && kind === 'Secret'),
      );
      return allowing.length > 0
        ? {
            ...without(
              'at-runtime',
              'The project lets the module write Secrets: whether it does is seen on the clusters.',
              inModule('spec.workload.chart.kinds'),
            ),
            objects: allowing,
          }
        : satisfied(
            'No Secret is planned, and the project lets the module write none.',
            projects,
          );
    }),
  'SEC-2': ofData(
    'secrets',
    'Whether they are in sync is seen on the clusters.',
  ),
  'SEC-3': ofData('secrets', 'How old they are is seen on the clusters.'),
};

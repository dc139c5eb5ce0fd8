import { LABEL_PART } from '@orchestr8/backstage-plugin-o8-common';
import {
  fails,
  inModule,
  inZone,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { plannedPipeline } from '../plannedPipeline';
import { letsIn } from '../projects';
import { readField, readList, readRecord, readText } from '../readField';

/** Checks of how changes arrive. */
export const change: Record<string, Forecaster> = {
  'CHG-1': index => onEachCluster(index, at => judgeApplications(index, at)),
  'CHG-2': index =>
    onEachCluster(index, ({ applications }) => {
      const loose = applications.filter(each => !isHealing(each));
      return applications.length === 0 || loose.length > 0
        ? fails('What differs from git is not taken back by itself.', {
            objects: loose,
          })
        : {
            ...without(
              'at-runtime',
              'What differs from git is taken back by itself; for how long it differed is seen when it runs.',
            ),
            objects: applications,
          };
    }),
  'CHG-3': judgeReviews,
  'CHG-4': judgeEnvironments,
};

/** Of entries the plan says it, and of images who proposes them. */
function judgeReviews({ plan }: PlanIndex): Finding[] {
  if (plan.zone.spec.review === 'none') {
    return [
      fails('Entries are pushed without a review.', {
        changes: inZone('spec.review'),
      }),
    ];
  }
  const pipeline = plannedPipeline(plan);
  const parts = [
    'Reviews are seen in the history of the git host.',
    ...(pipeline?.build
      ? ['The pipeline proposes new images as pull requests.']
      : []),
    ...(pipeline?.cli
      ? ['It compares what is asked for with what is approved.']
      : []),
  ];
  return [
    without(
      'at-runtime',
      parts.join(' '),
      pipeline && !pipeline.cli ? inZone('spec.tools.cli') : [],
    ),
  ];
}

const PARTS = ['boundary', 'workload'] as const;

function judgeApplications(index: PlanIndex, at: PlacementIndex): Finding {
  const project = index.projects.find(
    ({ object }) => object.metadata.name === index.name,
  );
  if (!project) {
    return fails('It has no project of its own.');
  }
  if (hasWildcard(project)) {
    return fails('Its project has wildcards.', { objects: [project] });
  }
  const found = PARTS.map(part =>
    at.applications.find(
      ({ object }) =>
        readRecord(object, 'metadata.labels')[LABEL_PART] === part,
    ),
  );
  const missing = PARTS.filter((_, position) => found[position] === undefined);
  if (missing.length > 0) {
    return fails(`No Application applies its ${missing.join(' and ')}.`);
  }
  const applications = found.flatMap(each => each ?? []);
  const loose = applications.filter(each => !isHealing(each));
  if (loose.length > 0) {
    return fails('An Application does not heal itself, or does not prune.', {
      objects: loose,
    });
  }
  const [boundary, workload] = applications;
  const repositories = readList(project.object, 'spec.sourceRepos');
  const isOwn =
    readText(workload.object, 'spec.project') === index.name &&
    readText(boundary.object, 'spec.project') ===
      index.plan.zone.spec.argocd.project &&
    readSources(workload).every(url => repositories.includes(url));
  return isOwn
    ? satisfied('Git decides, within an own project without wildcards.', [
        project,
        ...applications,
      ])
    : fails('An Application is in another project, or of another repository.', {
        objects: applications,
      });
}

function isHealing({ object }: PlannedObject): boolean {
  const automated = readField(object, 'spec.syncPolicy.automated');
  return (
    readField(automated, 'selfHeal') === true &&
    readField(automated, 'prune') === true &&
    readField(automated, 'enabled') !== false
  );
}

function readSources({ object }: PlannedObject): unknown[] {
  const sources = readList(object, 'spec.sources');
  const all = sources.length > 0 ? sources : [readField(object, 'spec.source')];
  return all.map(source => readField(source, 'repoURL'));
}

function hasWildcard(project: PlannedObject): boolean {
  const { object } = project;
  const patterns = [
    ...readList(object, 'spec.sourceRepos'),
    ...[
      'spec.destinations',
      'spec.namespaceResourceWhitelist',
      'spec.clusterResourceWhitelist',
    ].flatMap(path =>
      readList(object, path).flatMap(each =>
        Object.values(readRecord({ each }, 'each')),
      ),
    ),
  ];
  return (
    // Without a list of kinds it allows all of them.
    letsIn(project, () => false) ||
    patterns.some(text => typeof text === 'string' && text.includes('*'))
  );
}

function judgeEnvironments({ plan, placements }: PlanIndex): Finding[] {
  const environments = new Set(
    plan.placements.map(({ environment }) => environment),
  );
  if (environments.size < 2) {
    return [
      without(
        'not-applicable',
        `It is in one environment only: ${[...environments].join(', ')}.`,
        inModule('spec.placements'),
      ),
    ];
  }
  const applications = placements.flatMap(each => each.applications);
  const isComplete = placements.every(each => each.applications.length > 0);
  // A cluster has one environment, and a module one placement on it.
  const destinations = new Map<string, string>();
  const isApart = placements.every(({ placement, applications: here }) =>
    here.every(({ object }) => {
      const { namespace: _, ...place } = readRecord(object, 'spec.destination');
      const at = JSON.stringify(place);
      const other = destinations.get(at) ?? placement.environment;
      destinations.set(at, placement.environment);
      return other === placement.environment;
    }),
  );
  return [
    isApart && isComplete
      ? satisfied('Each environment has clusters of its own.', applications)
      : fails('Environments share a cluster, or one has no Application.', {
          objects: applications,
        }),
  ];
}

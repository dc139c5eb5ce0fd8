import type { PlacementIndex, PlannedObject } from './indexPlan';
import { readField, readList, readRecord, readText } from './readField';

/** The pods that an object makes. */
export interface PlannedPods {
  owner: PlannedObject;
  /** What says how many there are: the owner, or a Rollout that takes its pods over. */
  scaled: PlannedObject;
  labels: Record<string, unknown>;
  annotations: Record<string, unknown>;
  /** The spec of each of them. */
  spec: unknown;
  containers: unknown[];
}

const TEMPLATES: Record<string, string> = {
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};

/** The pods of a module on a cluster. Those of a chart are not known before it is rendered. */
export function findPods({ workload }: PlacementIndex): PlannedPods[] {
  return workload.flatMap(owner => {
    const path = TEMPLATES[owner.object.kind];
    if (path === undefined) {
      return [];
    }
    const template = readField(owner.object, path);
    const spec = readField(template, 'spec');
    return [
      {
        owner,
        scaled: findRollout(workload, owner) ?? owner,
        labels: readRecord(template, 'metadata.labels'),
        annotations: readRecord(template, 'metadata.annotations'),
        spec,
        containers: [
          ...readList(spec, 'initContainers'),
          ...readList(spec, 'containers'),
        ],
      },
    ];
  });
}

function findRollout(
  workload: PlannedObject[],
  { object }: PlannedObject,
): PlannedObject | undefined {
  return workload.find(
    other =>
      other.object.kind === 'Rollout' &&
      readText(other.object, 'spec.workloadRef.kind') === object.kind &&
      readText(other.object, 'spec.workloadRef.name') === object.metadata.name,
  );
}

/** Whether a selector of labels takes these pods. */
export function selects(
  selector: unknown,
  labels: Record<string, unknown>,
): boolean {
  const wanted = Object.entries(readRecord(selector, 'matchLabels'));
  // Expressions are in nothing that we plan: whoever writes one is not believed.
  return (
    readList(selector, 'matchExpressions').length === 0 &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

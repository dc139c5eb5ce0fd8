import { POD_SECURITY_EXCEPTION } from '../../emitters/boundary/podSecurity';
import {
  fails,
  inModule,
  inNamespace,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import { findPods } from '../findPods';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { isRecord, readField, readList, readRecord } from '../readField';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** Checks of what pods may be. */
export const pods: Record<string, Forecaster> = {
  'PSS-1': index =>
    onEachCluster(index, ({ boundary }) => {
      const namespace = ofKind(boundary, '', 'Namespace').find(
        ({ object }) => object.metadata.name === index.name,
      );
      return namespace
        ? judgeNamespace(namespace)
        : fails('No Namespace is planned.');
    }),
  'PSS-3': index => onEachCluster(index, at => judgeLimits(index, at)),
};

function judgeNamespace(namespace: PlannedObject): Finding {
  const labels = readRecord(namespace.object, 'metadata.labels');
  const level = labels[ENFORCE];
  const version = labels[`${ENFORCE}-version`];
  if (level === undefined) {
    return fails('The Namespace enforces no Pod Security Standard.', {
      objects: [namespace],
    });
  }
  if (typeof version !== 'string' || version === 'latest') {
    return fails(
      'The version of the standard is not pinned: an upgrade of the cluster changes the rules.',
      { objects: [namespace], changes: inZone('spec.podSecurityVersion') },
    );
  }
  if (level === 'restricted') {
    return satisfied(`Pods have to be restricted, by ${version}.`, [namespace]);
  }
  const { owner, reason, expires } = readException(namespace);
  const changes = inModule('spec.workload.chart.podSecurity');
  return owner && reason && expires
    ? {
        ...without(
          'needs-person',
          `${owner} answers for pods that are ${level} until ${expires}: ${reason}`,
          changes,
        ),
        objects: [namespace],
      }
    : fails(`Pods may be ${level}, and nobody answers for it.`, {
        objects: [namespace],
        changes,
      });
}

/** What a Namespace says of its exception. */
export function readException({ object }: PlannedObject): {
  owner?: string;
  reason?: string;
  expires?: string;
} {
  const annotations = readRecord(object, 'metadata.annotations');
  const read = (name: string) => {
    const value = annotations[`${POD_SECURITY_EXCEPTION}${name}`];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    owner: read('owner'),
    reason: read('reason'),
    expires: read('expires'),
  };
}

const LIMITED = ['requests.cpu', 'requests.memory', 'limits.memory'];

function judgeLimits(index: PlanIndex, at: PlacementIndex): Finding {
  const own = inNamespace(index, at.boundary);
  const quotas = ofKind(own, '', 'ResourceQuota').filter(({ object }) => {
    const hard = readRecord(object, 'spec.hard');
    return LIMITED.every(key => hard[key] !== undefined);
  });
  const ranges = ofKind(own, '', 'LimitRange').filter(({ object }) =>
    readList(object, 'spec.limits').some(
      each =>
        readField(each, 'type') === 'Container' &&
        readField(each, 'default.memory') !== undefined &&
        ['cpu', 'memory'].every(
          key => readField(each, `defaultRequest.${key}`) !== undefined,
        ),
    ),
  );
  if (quotas.length === 0) {
    return fails('No ResourceQuota limits CPU and memory.');
  }
  if (ranges.length === 0) {
    return fails('No LimitRange limits containers that ask for nothing.');
  }
  if (at.unread.length > 0) {
    return without('not-checked', `Not understood: ${at.unread.join('; ')}.`);
  }
  const planned = findPods(at);
  // Containers of a chart that ask for nothing get the limits of the LimitRange.
  if (planned.length === 0 && !index.plan.spec.spec.workload.chart) {
    return fails('No workload is planned.');
  }
  const unlimited = planned.filter(({ containers }) =>
    containers.some(each => !isLimited(each)),
  );
  return unlimited.length > 0
    ? fails('A container has no requests or no limit of memory.', {
        objects: unlimited.map(({ owner }) => owner),
        changes: inModule('spec.workload.resources'),
      })
    : satisfied(
        planned.length === 0
          ? 'The namespace has limits, and containers that ask for nothing get them.'
          : 'Namespace and containers have limits.',
        [...quotas, ...ranges, ...planned.map(({ owner }) => owner)],
      );
}

function isLimited(container: unknown): boolean {
  const resources = readField(container, 'resources');
  return (
    isRecord(resources) &&
    LIMITED.every(path => readField(resources, path) !== undefined)
  );
}

import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { MINUTE_MS } from '../time';
import type { Running } from './workloadObjects';

/** What an event of a module says. */
export interface EventNews {
  subject: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
}

/** An Event of the core API. */
export type ModuleEvent = KubeObject & {
  count: number;
  firstTimestamp: string;
};

/** An event; the same name and reason make the same object. */
export function createEvent(
  placement: Placement,
  news: EventNews,
  options: { base: string; agoMs: number; count: number },
): ModuleEvent {
  const { subject, reason, message, type, component } = news;
  const { base, agoMs, count } = options;
  const { name } = placement;
  const suffix = placement.seeded.hex(
    `${placement.cluster.name}/event/${name}/${reason}`,
    16,
  );
  return placement.object(
    {
      apiVersion: 'v1',
      kind: 'Event',
      name: `${base}.${suffix}`,
      namespace: name,
      ageMs: agoMs,
    },
    {
      involvedObject: {
        kind: subject.kind,
        apiVersion: subject.apiVersion,
        namespace: name,
        name: subject.metadata.name,
        uid: subject.metadata.uid,
      },
      reason,
      message,
      type,
      count,
      firstTimestamp: placement.ago(agoMs),
      lastTimestamp: placement.ago(agoMs),
      source: { component },
    },
  );
}

/** A container crashes again and again. */
export function crashNews(placement: Placement, pod: KubeObject): EventNews {
  const { name } = placement;
  return {
    subject: pod,
    type: 'Warning',
    reason: 'BackOff',
    message: `Back-off restarting failed container ${name} in pod ${pod.metadata.name}`,
    component: 'kubelet',
  };
}

/** A container runs. */
export function startNews(placement: Placement, pod: KubeObject): EventNews {
  return {
    subject: pod,
    type: 'Normal',
    reason: 'Started',
    message: `Started container ${placement.name}`,
    component: 'kubelet',
  };
}

/** What `kubectl get events` would still show of a module. */
export function* createEvents(
  placement: Placement,
  running: Running,
): Generator<KubeObject> {
  const [pod] = running.pods;
  const [replicaSet] = running.replicaSets;
  const isCrashing = placement.has('degraded');
  const event = (news: EventNews, count: number) =>
    createEvent(placement, news, {
      base: news.subject.metadata.name,
      agoMs:
        placement.int(`event/${placement.name}/${news.reason}`, 1, 50) *
        MINUTE_MS,
      count,
    });
  yield event(
    {
      subject: replicaSet,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
      component: 'replicaset-controller',
    },
    1,
  );
  yield isCrashing
    ? event(crashNews(placement, pod), 31)
    : event(startNews(placement, pod), 1);
}

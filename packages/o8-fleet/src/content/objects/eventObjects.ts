import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { MINUTE_MS } from '../time';
import type { Running } from './workloadObjects';

/** What `kubectl get events` would still show of a module. */
export function* createEvents(
  placement: Placement,
  running: Running,
): Generator<KubeObject> {
  const { name } = placement;
  const [pod] = running.pods;
  const [replicaSet] = running.replicaSets;
  const crashes = placement.has('degraded');
  const event = (
    subject: KubeObject,
    reason: string,
    message: string,
    count: number,
  ) => {
    const lastMs = placement.int(`event/${name}/${reason}`, 1, 50) * MINUTE_MS;
    const { metadata, kind, apiVersion } = subject;
    const suffix = placement.seeded.hex(
      `${placement.cluster.name}/event/${name}/${reason}`,
      16,
    );
    return placement.object(
      {
        apiVersion: 'v1',
        kind: 'Event',
        name: `${metadata.name}.${suffix}`,
        namespace: name,
        ageMs: lastMs,
      },
      {
        involvedObject: {
          kind,
          apiVersion,
          namespace: name,
          name: metadata.name,
          uid: metadata.uid,
        },
        reason,
        message,
        type: crashes && kind === 'Pod' ? 'Warning' : 'Normal',
        count,
        firstTimestamp: placement.ago(lastMs),
        lastTimestamp: placement.ago(lastMs),
        source: {
          component: kind === 'Pod' ? 'kubelet' : 'replicaset-controller',
        },
      },
    );
  };
  yield event(
    replicaSet,
    'SuccessfulCreate',
    `Created pod: ${pod.metadata.name}`,
    1,
  );
  yield crashes
    ? event(
        pod,
        'BackOff',
        `Back-off restarting failed container ${name} in pod ${pod.metadata.name}`,
        31,
      )
    : event(pod, 'Started', `Started container ${name}`, 1);
}

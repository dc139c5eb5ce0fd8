import type { Application } from '../content/objects/Application';
import { VELERO_NAMESPACE } from '../content/objects/Backup';
import { crashNews, startNews } from '../content/objects/eventObjects';
import { crashFault, type Running } from '../content/objects/workloadObjects';
import type { Placement } from '../content/Placement';
import { formatTime } from '../content/time';
import { changeByHand, crash, recover } from './gitActions';
import { KINDS } from './kinds';
import type { Place } from './Place';
import { asAvailable, withPaused } from './transitions/backup';
import { putting } from './transitions/Changes';
import { scalingNews } from './transitions/events';
import {
  asHealthy,
  degradedMessage,
  withHealth,
  withPodState,
  withProgress,
} from './transitions/health';
import { closeNetwork, openNetwork } from './transitions/network';
import { failPolicy, passPolicy } from './transitions/policy';
import { imageOf, settleRollout, startRollout } from './transitions/rollout';
import {
  beginSync,
  drift,
  finishSync,
  selfHeal,
  type NextRelease,
} from './transitions/sync';

function timeOf(placement: Placement): string {
  return formatTime(placement.now);
}

/** The pods crash, and Argo CD says so. */
export function degrade(place: Place): void {
  if (place.isFromGit()) {
    crash(place);
    return;
  }
  const time = timeOf(place.placement());
  const running = place.running();
  if (!running) return;
  const fault = crashFault(place.module);
  const replicas = Number(running.workload.spec.replicas ?? 1);
  place.apply({
    put: [
      withProgress(running.workload, {
        replicas,
        ready: 0,
        updated: replicas,
        time,
      }),
      ...running.pods.map(pod => withPodState(pod, { time, fault })),
    ],
    delete: [],
  });
  const [pod] = running.pods;
  if (pod) place.tell(crashNews(place.placement(), pod));
  const application = place.application();
  if (!application) return;
  const message = degradedMessage(running.workload, replicas);
  place.putApplication(
    withHealth(application, { status: 'Degraded', message }, time),
  );
}

/** A failed operation is done again as a whole, a difference is put right. */
function syncAgain(application: Application, time: string): Application {
  const { sync, operationState, summary } = application.status;
  if (operationState && operationState.phase !== 'Succeeded') {
    const { revision } = operationState.syncResult;
    const [image] = summary.images;
    return finishSync(application, { revision, image }, time);
  }
  return sync.status === 'Synced' ? application : selfHeal(application, time);
}

function tellStarted(place: Place): void {
  const [pod] = place.running()?.pods ?? [];
  if (pod) place.tell(startNews(place.placement(), pod));
}

function rollOut(place: Place, running: Running, image: string): void {
  const { workload, replicaSet, pod } = startRollout(
    place.placement(),
    running,
    image,
  );
  place.apply(putting(workload, replicaSet, pod));
  const { name } = replicaSet.metadata;
  place.tell(scalingNews(workload, { replicaSet: name, replicas: 1 }));
}

/** All pods run, all is synced, no hook has failed and the storage answers. */
export function heal(place: Place): void {
  const placement = place.placement();
  const time = timeOf(placement);
  const isFromGit = place.isFromGit();
  if (isFromGit) recover(place);
  const running = isFromGit ? undefined : place.running();
  if (running) {
    const hook = place.store.get(
      KINDS.job,
      place.module,
      `${place.module}-migrate`,
    );
    place.apply(settleRollout(placement, running));
    if (hook) place.apply({ put: [], delete: [hook] });
    tellStarted(place);
  }
  const application = place.application();
  if (application) {
    place.putApplication(asHealthy(syncAgain(application, time), time));
  }
  const schedule = place.schedule();
  const location =
    schedule &&
    place.store.get(
      KINDS.storageLocation,
      VELERO_NAMESPACE,
      schedule.spec.template.storageLocation,
    );
  const status = location?.status as { phase?: string } | undefined;
  if (location && status?.phase !== 'Available') {
    place.store.put(asAvailable(location, time));
  }
}

/** Somebody changed something by hand. */
export function driftAway(place: Place): void {
  if (place.isFromGit()) changeByHand(place);
  const application = place.application();
  if (application) place.putApplication(drift(application));
}

/** Argo CD put it back. */
export function driftBack(place: Place): void {
  const application = place.application();
  if (!application) return;
  place.putApplication(selfHeal(application, timeOf(place.placement())));
}

function nextVersion(image: string): string {
  const [repository, tag = ''] = image.split(/:(?=[^:/]+$)/);
  const match = /^(.*?)([0-9]+)$/.exec(tag);
  return match
    ? `${repository}:${match[1]}${Number(match[2]) + 1}`
    : `${repository}:v1.0.1`;
}

/**
 * A deployment in its steps, so that each can have its own time. What comes from git is
 * deployed by a push, and by nobody else.
 */
export function deploySteps(place: Place): (() => void)[] {
  const workload = place.workload();
  if (!workload || place.isFromGit()) return [];
  const placement = place.placement();
  const image = nextVersion(imageOf(workload));
  const path = `deploy/${place.module}/${image}`;
  const next: NextRelease = {
    image,
    // The same commit on all clusters, as it is in git.
    revision: placement.seeded.hex(path, 40),
    ...(placement.seeded.int(path, 1, 3) === 1 && { username: 'grace' }),
  };
  const withApplication = (step: typeof beginSync) => {
    const application = place.application();
    if (!application) return;
    place.putApplication(step(application, next, timeOf(place.placement())));
  };
  return [
    () => withApplication(beginSync),
    () => {
      const running = place.running();
      if (running) rollOut(place, running, image);
      withApplication(finishSync);
    },
    () => {
      const running = place.running();
      if (running) {
        place.apply(settleRollout(place.placement(), running));
        tellStarted(place);
      }
      const application = place.application();
      if (!application) return;
      const time = timeOf(place.placement());
      place.putApplication(
        withHealth(application, { status: 'Healthy' }, time),
      );
    },
  ];
}

/** Pauses or resumes the module's Schedule. */
export function setPaused(place: Place, paused: boolean): void {
  const schedule = place.schedule();
  if (schedule) place.store.put(withPaused(schedule, paused));
}

/** What runs in the namespace breaks a rule of high severity, or none. */
export function setPolicyFailing(place: Place, isFailing: boolean): void {
  const seconds = Math.floor(place.placement().now.getTime() / 1_000);
  const change = isFailing ? failPolicy : passPolicy;
  for (const report of place.reports()) {
    place.store.put(change(report, seconds));
  }
}

/** The namespace is closed by default, or open; git closes its own again by itself. */
export function setNetworkOpen(place: Place, isOpen: boolean): void {
  if (!isOpen && place.isFromGit()) return;
  const policies = place.networkPolicies();
  place.apply(
    isOpen ? openNetwork(policies) : closeNetwork(place.placement(), policies),
  );
}

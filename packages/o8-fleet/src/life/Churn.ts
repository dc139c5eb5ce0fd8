import type { Seeded } from '../content/Seeded';
import type { GroupKind } from '../types';
import {
  degrade,
  driftAway,
  driftBack,
  heal,
  setNetworkOpen,
  setPaused,
} from './actions';
import type { Guard } from './Guard';
import { KINDS } from './kinds';
import type { Place } from './Place';
import { failPolicy, passPolicy } from './transitions/policy';
import { isDefaultDeny } from './transitions/network';

/** Kinds of which each module has one object, named like itself. */
const NAMED: readonly GroupKind[] = [
  { group: '', kind: 'Service' },
  { group: '', kind: 'ConfigMap' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'networking.istio.io', kind: 'DestinationRule' },
  { group: 'telemetry.istio.io', kind: 'Telemetry' },
  { group: 'logging.banzaicloud.io', kind: 'Flow' },
  KINDS.deployment,
];

type Change = (place: Place, count: number) => void;

function toggleSync(place: Place): void {
  const isSynced = place.application()?.status.sync.status === 'Synced';
  if (isSynced) driftAway(place);
  else driftBack(place);
}

function toggleHealth(place: Place): void {
  const isDegraded = place.application()?.status.health.status === 'Degraded';
  if (isDegraded) heal(place);
  else degrade(place);
}

function toggleReport(place: Place): void {
  const report = place.workloadReport();
  if (!report) return;
  const seconds = Math.floor(place.placement().now.getTime() / 1_000);
  const change = report.summary.fail > 0 ? passPolicy : failPolicy;
  place.store.put(change(report, seconds));
}

function toggleNetwork(place: Place): void {
  const policy = place.store.get(
    KINDS.networkPolicy,
    place.module,
    'default-deny-all',
  );
  setNetworkOpen(place, policy !== undefined && isDefaultDeny(policy));
}

function togglePause(place: Place): void {
  setPaused(place, !place.schedule()?.spec.paused);
}

function touchNamed(place: Place, count: number): void {
  const kind = NAMED[count % NAMED.length];
  const object = place.store.get(kind, place.module, place.module);
  if (!object) return;
  const { metadata } = object;
  const annotations = {
    ...metadata.annotations,
    'orchestr8.io/change': `${count}`,
  };
  place.store.put({ ...object, metadata: { ...metadata, annotations } });
}

const CHANGES: readonly Change[] = [
  toggleSync,
  toggleSync,
  toggleHealth,
  toggleReport,
  toggleNetwork,
  togglePause,
  touchNamed,
  touchNamed,
  touchNamed,
  touchNamed,
];

/** Real changes for benchmarks, all over the fleet; every second one undoes another. */
export class Churn {
  readonly #places: readonly Place[];
  readonly #seeded: Seeded;
  readonly #guard: Guard;
  #perSecond = 0;
  #owed = 0;
  #count = 0;

  constructor(options: {
    places: readonly Place[];
    seeded: Seeded;
    guard: Guard;
  }) {
    this.#places = options.places;
    this.#seeded = options.seeded;
    this.#guard = options.guard;
  }

  set perSecond(perSecond: number) {
    this.#perSecond = perSecond;
    this.#owed = 0;
  }

  /** Makes as many changes as the time asks for. */
  advance(elapsedMs: number): void {
    // Never more than a second's worth: a process that slept does not catch up.
    const share = Math.min(elapsedMs, 1_000) / 1_000;
    this.#owed += this.#perSecond * share;
    for (; this.#owed >= 1; this.#owed -= 1) this.#changeOne();
  }

  #changeOne(): void {
    if (this.#places.length === 0) return;
    const path = `churn/${this.#count}`;
    const place = this.#seeded.pick(path, this.#places);
    const change = this.#seeded.pick(`${path}/kind`, CHANGES);
    const count = this.#count;
    this.#count += 1;
    this.#guard.run(`churn of ${place.cluster}/${place.module}`, () => {
      change(place, count);
    });
  }
}

import type { Application } from '../content/objects/Application';
import type { Report } from '../content/objects/reportObjects';
import { profiles } from '../content/profiles';
import { formatTime, HOUR_MS, MINUTE_MS } from '../content/time';
import type { GroupKind, KubeObject, ObjectStore } from '../types';
import type { Guard } from './Guard';
import { groupKindOf, KINDS } from './kinds';
import { Rotation } from './Rotation';
import {
  checkAgain,
  reconcileAgain,
  scanAgain,
  validateAgain,
} from './transitions/heartbeat';

interface Beat {
  kinds: readonly GroupKind[];
  periodMs: number;
  touch(object: KubeObject, time: Date): KubeObject;
  /** When it was touched last: the oldest comes first. */
  lastMs(object: KubeObject): number;
}

function statusTime(field: string) {
  return ({ status }: KubeObject) =>
    Date.parse(
      String((status as Record<string, unknown> | undefined)?.[field]),
    );
}

const REPORTS: readonly GroupKind[] = [
  { group: 'wgpolicyk8s.io', kind: 'PolicyReport' },
  { group: 'wgpolicyk8s.io', kind: 'ClusterPolicyReport' },
  { group: 'openreports.io', kind: 'Report' },
  { group: 'openreports.io', kind: 'ClusterReport' },
];

const BEATS: readonly Beat[] = [
  {
    kinds: [KINDS.application],
    periodMs: 3 * MINUTE_MS,
    touch: (object, time) =>
      reconcileAgain(object as Application, formatTime(time)),
    lastMs: statusTime('reconciledAt'),
  },
  {
    kinds: [KINDS.storageLocation],
    periodMs: MINUTE_MS,
    touch: (object, time) => validateAgain(object, formatTime(time)),
    lastMs: statusTime('lastValidationTime'),
  },
  {
    kinds: [KINDS.scheduledBackup],
    periodMs: MINUTE_MS,
    touch: (object, time) => checkAgain(object, formatTime(time)),
    lastMs: statusTime('lastCheckTime'),
  },
  {
    kinds: REPORTS,
    periodMs: HOUR_MS,
    touch: (object, time) =>
      scanAgain(object as Report, Math.floor(time.getTime() / 1_000)),
    lastMs: object =>
      (object as Partial<Report>).results?.[0]?.timestamp?.seconds ?? 0,
  },
];

function hasStopped(cluster: string, object: KubeObject): boolean {
  const { scope } = object as Partial<Report>;
  const module = scope?.namespace ?? scope?.name;
  return profiles.some(
    profile =>
      profile.name === module &&
      profile.troubles.some(
        at => at.trouble === 'stoppedReport' && at.cluster === cluster,
      ),
  );
}

interface Key {
  kind: GroupKind;
  namespace: string | undefined;
  name: string;
}

function createRotation(
  store: ObjectStore,
  beat: Beat,
  options: { now: () => Date; guard: Guard },
): Rotation<Key> {
  const { now, guard } = options;
  const served = (wanted: GroupKind) =>
    store
      .definitions()
      .some(
        ({ group, kind }) => group === wanted.group && kind === wanted.kind,
      );
  return new Rotation({
    periodMs: beat.periodMs,
    collect: () =>
      beat.kinds
        .filter(served)
        .flatMap(kind => store.list(kind))
        .map(object => ({ object, lastMs: beat.lastMs(object) || 0 }))
        .sort((a, b) => a.lastMs - b.lastMs)
        .map(({ object }) => ({
          kind: groupKindOf(object),
          namespace: object.metadata.namespace,
          name: object.metadata.name,
        })),
    visit: ({ kind, namespace, name }) => {
      const object = store.get(kind, namespace, name);
      if (!object || hasStopped(store.cluster, object)) return;
      const path = [store.cluster, kind.kind, namespace, name];
      guard.run(path.filter(Boolean).join('/'), () => {
        store.put(beat.touch(object, now()));
      });
    },
  });
}

/** Status updates that mean nothing, at the pace at which real controllers write them. */
export class Heartbeats {
  readonly #rotations: Rotation<Key>[];

  constructor(options: {
    stores: Iterable<ObjectStore>;
    now: () => Date;
    guard: Guard;
  }) {
    this.#rotations = [...options.stores].flatMap(store =>
      BEATS.map(beat => createRotation(store, beat, options)),
    );
  }

  advance(nowMs: number): void {
    for (const rotation of this.#rotations) rotation.advance(nowMs);
  }
}

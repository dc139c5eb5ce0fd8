import type { KubeObject, ModuleSizes, ObjectMeta } from '../types';
import type { ClusterProfile } from './clusterProfiles';
import type { Seeded } from './Seeded';
import { Cron } from './Cron';
import { DAY_MS, formatTime, MINUTE_MS } from './time';

/** The metadata that is chosen; the rest follows from it. */
export interface ObjectHead {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  /** How long ago it was created. */
  ageMs: number;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** An owner, as its objects refer to it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** A cluster at a time: where objects are made. */
export class Scope {
  readonly cluster: ClusterProfile;
  readonly seeded: Seeded;
  readonly now: Date;
  readonly sizes: ModuleSizes;

  constructor(options: {
    cluster: ClusterProfile;
    seeded: Seeded;
    now: Date;
    sizes?: ModuleSizes;
  }) {
    this.cluster = options.cluster;
    this.seeded = options.seeded;
    this.now = options.now;
    this.sizes = options.sizes ?? {};
  }

  /** The time so long ago. */
  ago(ms: number): string {
    return formatTime(this.now.getTime() - ms);
  }

  /** An integer that depends on the cluster too. */
  int(path: string, min: number, max: number): number {
    return this.seeded.int(`${this.cluster.name}/${path}`, min, max);
  }

  uid(kind: string, namespace: string | undefined, name: string): string {
    const path = [this.cluster.name, kind, namespace ?? '', name].join('/');
    return this.seeded.uid(path);
  }

  /** A new object; the same name gives the same UID. */
  object<T extends object>(head: ObjectHead, body: T): KubeObject & T {
    const { apiVersion, kind, name, namespace, ageMs, ...rest } = head;
    const metadata: ObjectMeta = {
      name,
      ...(namespace && { namespace }),
      uid: this.uid(`${apiVersion}/${kind}`, namespace, name),
      creationTimestamp: this.ago(ageMs),
      ...rest,
    };
    return { apiVersion, kind, metadata, ...body };
  }
}

/** A reference to the controller of an object. */
export function ownedBy(owner: KubeObject): OwnerReference[] {
  const { apiVersion, kind, metadata } = owner;
  const { name, uid } = metadata;
  return [
    { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true },
  ];
}

/** How long ago a daily job ran last; one that may still run does not count. */
export function lastRunAgoMs(scope: Scope, schedule: string): number {
  const nowMs = scope.now.getTime();
  const untilMs = nowMs - 5 * MINUTE_MS;
  const runs = [...Cron.parse(schedule).runs(untilMs - 2 * DAY_MS, untilMs)];
  return nowMs - runs[runs.length - 1];
}

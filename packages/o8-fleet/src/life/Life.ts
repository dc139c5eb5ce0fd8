import { ConflictError, NotFoundError } from '@backstage/errors';
import { createClusterProfiles } from '../content/clusterProfiles';
import { Seeded } from '../content/Seeded';
import { SECOND_MS } from '../content/time';
import type { ObjectStore, World } from '../types';
import {
  degrade,
  deploySteps,
  driftAway,
  heal,
  setNetworkOpen,
  setPaused,
  setPolicyFailing,
} from './actions';
import { Agenda } from './Agenda';
import { BackupRuns } from './BackupRuns';
import { Churn } from './Churn';
import { findPlaces } from './findPlaces';
import { Guard } from './Guard';
import { Heartbeats } from './Heartbeats';
import type { Place } from './Place';
import { PolicyScans } from './PolicyScans';
import { deployOverTime, Stories } from './Stories';

const EVENTS = [
  'degrade',
  'heal',
  'drift',
  'deploy',
  'backup',
  'failBackup',
  'pauseSchedule',
  'resumeSchedule',
  'failPolicy',
  'passPolicy',
  'openNetwork',
  'closeNetwork',
] as const;

type LifeEvent = (typeof EVENTS)[number];

/** Often enough for each change of a churn to have its own moment. */
const CHURN_TICK_MS = 100;
/** More names than these help nobody in a message. */
const NAMES_SHOWN = 20;

/** Options of {@link Life}. */
export interface LifeOptions {
  world: World;
  /** By the names of their clusters, filled with the world's objects. */
  stores: ReadonlyMap<string, ObjectStore>;
  seed: number;
  /** Real changes per second beside the slow life. */
  churnPerSecond: number;
  now?: () => Date;
  /** Gets one line for each step that fails; stderr when it is not given. */
  log?: (line: string) => void;
}

/** The default of {@link LifeOptions.log}. */
function warn(line: string): void {
  process.stderr.write(`o8-fleet: ${line}\n`);
}

/** What happens in the fleet while it stands: by itself, and when it is asked for. */
export class Life {
  readonly #now: () => Date;
  readonly #guard: Guard;
  readonly #agenda: Agenda;
  readonly #places: readonly Place[];
  readonly #modules: readonly string[];
  readonly #backups: ReadonlyMap<string, BackupRuns>;
  readonly #heartbeats: Heartbeats;
  readonly #scans: PolicyScans;
  readonly #stories: Stories;
  readonly #churn: Churn;
  #timers: NodeJS.Timeout[] = [];
  #churnedMs = 0;

  constructor(options: LifeOptions) {
    const { world, stores, seed } = options;
    const seeded = new Seeded(seed);
    const guard = new Guard(line => (options.log ?? warn)(`life: ${line}`));
    const agenda = new Agenda(guard);
    this.#guard = guard;
    this.#agenda = agenda;
    this.#now = options.now ?? (() => new Date());
    const now = this.#now;
    this.#modules = world.modules;
    this.#places = findPlaces({ world, stores, seed, now });
    this.#heartbeats = new Heartbeats({ stores: stores.values(), now, guard });
    this.#scans = new PolicyScans({ places: this.#places, guard });
    this.#stories = new Stories({ places: this.#places, seeded, agenda });
    this.#churn = new Churn({ places: this.#places, seeded, guard });
    this.#churn.perSecond = options.churnPerSecond;
    const runs = new Map<string, BackupRuns>();
    for (const cluster of createClusterProfiles(world.clusters.length)) {
      const store = stores.get(cluster.name);
      if (!store) continue;
      const shared = { seeded, agenda, now, guard };
      runs.set(cluster.name, new BackupRuns({ store, cluster, ...shared }));
    }
    this.#backups = runs;
  }

  /** The events that {@link Life.trigger} knows. */
  get events(): readonly string[] {
    return EVENTS;
  }

  start(): void {
    if (this.#timers.length > 0) return;
    const nowMs = this.#now().getTime();
    for (const runs of this.#backups.values()) runs.plan(nowMs);
    this.#churnedMs = nowMs;
    this.#timers = [
      setInterval(() => this.#advance(), SECOND_MS),
      setInterval(() => this.#advanceChurn(), CHURN_TICK_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** Changes how many real changes come per second; 0 stops them. */
  setChurn(perSecond: number): void {
    this.#churn.perSecond = perSecond;
  }

  /**
   * Makes something happen to a module at once, on all its clusters, or on one with
   * `degrade@eu-1`. It stays so: nothing more happens there by itself until `heal`.
   */
  trigger(module: string, event: string): void {
    const [name, cluster] = event.split('@');
    const known = EVENTS.find(each => each === name);
    if (!known) {
      throw new NotFoundError(
        `No event '${name}', expected one of: ${EVENTS.join(', ')}`,
      );
    }
    const places = this.#find(module, cluster);
    if (known === 'deploy') refuseFromGit(places);
    for (const place of places) {
      this.#stories.hold(place);
      this.#run(place, known);
      if (known === 'heal') this.#stories.release(place);
    }
  }

  #find(module: string, cluster: string | undefined): Place[] {
    const places = this.#places.filter(place => place.module === module);
    if (places.length === 0) {
      const names = this.#modules.slice(0, NAMES_SHOWN).join(', ');
      const more = this.#modules.length > NAMES_SHOWN ? ', …' : '';
      throw new NotFoundError(
        `No module '${module}', expected one of: ${names}${more}`,
      );
    }
    if (cluster === undefined) return places;
    const found = places.filter(place => place.cluster === cluster);
    if (found.length > 0) return found;
    const names = places.map(place => place.cluster).join(', ');
    throw new NotFoundError(
      `No module '${module}' on '${cluster}', it is on: ${names}`,
    );
  }

  #run(place: Place, event: LifeEvent): void {
    const actions: Record<LifeEvent, () => void> = {
      degrade: () => degrade(place),
      heal: () => heal(place),
      drift: () => driftAway(place),
      deploy: () => this.#deploy(place),
      backup: () => this.#runBackup(place, 'Completed'),
      failBackup: () => this.#runBackup(place, 'Failed'),
      pauseSchedule: () => setPaused(place, true),
      resumeSchedule: () => setPaused(place, false),
      failPolicy: () => setPolicyFailing(place, true),
      passPolicy: () => setPolicyFailing(place, false),
      openNetwork: () => setNetworkOpen(place, true),
      closeNetwork: () => setNetworkOpen(place, false),
    };
    actions[event]();
  }

  #deploy(place: Place): void {
    if (this.#timers.length > 0) {
      const nowMs = this.#now().getTime();
      deployOverTime(place, { agenda: this.#agenda, nowMs });
    } else {
      for (const step of deploySteps(place)) step();
    }
  }

  #runBackup(place: Place, phase: 'Completed' | 'Failed'): void {
    this.#backups.get(place.cluster)?.runNow(place.module, phase);
  }

  #advance(): void {
    const nowMs = this.#now().getTime();
    const guard = this.#guard;
    this.#agenda.advance(nowMs);
    for (const [cluster, runs] of this.#backups) {
      guard.run(`backups of ${cluster}`, () => runs.advance(nowMs));
    }
    guard.run('heartbeats', () => this.#heartbeats.advance(nowMs));
    this.#scans.advance(nowMs);
    guard.run('a story', () => this.#stories.advance(nowMs));
  }

  #advanceChurn(): void {
    const nowMs = this.#now().getTime();
    this.#churn.advance(Math.max(nowMs - this.#churnedMs, 0));
    this.#churnedMs = nowMs;
  }
}

/** A made-up release would be gone within seconds. */
function refuseFromGit(places: readonly Place[]): void {
  const found = places.find(place => place.isFromGit());
  if (found) {
    const { module, cluster } = found;
    throw new ConflictError(
      `'${module}' on '${cluster}' is deployed from git: push to its repository`,
    );
  }
}

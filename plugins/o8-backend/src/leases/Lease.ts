/**
 * The right to do something that only one replica may do at a time. `epoch` grows
 * whenever a lease changes hands, so that a holder that slept through the loss of its
 * lease can be told from the one after it.
 */
export interface Lease {
  /** Such as `cluster/eu-1` or `assess/3`. */
  name: string;
  epoch: number;
  holder: string;
}

/** Where a replica stands among those that are there. */
export interface Standing {
  /** How many there are, itself among them. */
  replicas: number;
  /** Its place in an order that all of them see alike, from 0. */
  rank: number;
}

/** Keeps leases, by the clock of the database: those of replicas may differ. */
export interface LeaseStore {
  /** Says that a replica is there, and finds out about the others. */
  heartbeat(options: { holder: string; ttlMs: number }): Promise<Standing>;

  /** Those of some leases that somebody holds now. */
  listTaken(names: string[]): Promise<Set<string>>;

  /** Takes a lease that is free, or whose holder let it expire; null if it is taken. */
  acquire(options: {
    name: string;
    holder: string;
    ttlMs: number;
  }): Promise<Lease | null>;

  /** Keeps leases for longer; returns those that are still held. */
  renew(leases: Lease[], options: { ttlMs: number }): Promise<Lease[]>;

  /** Gives leases up, so that others need not wait for their end. */
  release(leases: Lease[]): Promise<void>;

  /** Takes a replica off the list, when it ends. */
  leave(holder: string): Promise<void>;

  /** Forgets what ended longer ago than this. */
  retain(options: { endedForMs: number }): Promise<void>;
}

/**
 * Thrown by a write whose lease is held by somebody else now: nothing of it was
 * written, and whoever wrote it has to stop.
 */
export class LeaseLostError extends Error {
  readonly lease: Lease;

  constructor(lease: Lease) {
    super(`The lease ${lease.name} has another holder now`);
    this.name = 'LeaseLostError';
    this.lease = lease;
  }
}

/** The clock of one cluster, which may be wrong. */
export class ClusterClock {
  /** How far it is ahead; negative when it is late. */
  offsetMs = 0;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now().getTime() + this.offsetMs);
  }
}

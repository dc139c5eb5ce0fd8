import type { Lease, LeaseStore, Standing } from '../Lease';

/**
 * Leases in memory, by a clock of their own as a database has one, and with its faults:
 * it hangs, refuses, or answers late.
 */
export class MemoryLeaseStore implements LeaseStore {
  readonly leases = new Map<string, Lease & { expiresAtMs: number }>();
  readonly replicas = new Map<string, number>();
  /** What every call does first. */
  before: (call: string) => Promise<void> = async () => undefined;

  async heartbeat(options: {
    holder: string;
    ttlMs: number;
  }): Promise<Standing> {
    await this.before('heartbeat');
    const nowMs = this.#nowMs();
    this.replicas.set(options.holder, nowMs + options.ttlMs);
    const alive = [...this.replicas]
      .filter(([, expiresAtMs]) => expiresAtMs > nowMs)
      .map(([holder]) => holder)
      .sort();
    return { replicas: alive.length, rank: alive.indexOf(options.holder) };
  }

  async listTaken(names: string[]): Promise<Set<string>> {
    await this.before('listTaken');
    return new Set(names.filter(name => this.isHeld(name)));
  }

  async acquire(options: {
    name: string;
    holder: string;
    ttlMs: number;
  }): Promise<Lease | null> {
    await this.before('acquire');
    const { name, holder, ttlMs } = options;
    if (this.isHeld(name)) {
      return null;
    }
    const epoch = (this.leases.get(name)?.epoch ?? 0) + 1;
    const lease = { name, holder, epoch };
    this.leases.set(name, { ...lease, expiresAtMs: this.#nowMs() + ttlMs });
    return lease;
  }

  async renew(leases: Lease[], options: { ttlMs: number }): Promise<Lease[]> {
    await this.before('renew');
    const kept = leases.filter(lease => this.#isOf(lease));
    for (const { name } of kept) {
      this.leases.get(name)!.expiresAtMs = this.#nowMs() + options.ttlMs;
    }
    return kept;
  }

  async release(leases: Lease[]): Promise<void> {
    await this.before('release');
    for (const lease of leases.filter(each => this.#isOf(each))) {
      this.leases.get(lease.name)!.expiresAtMs = 0;
    }
  }

  async leave(holder: string): Promise<void> {
    await this.before('leave');
    this.replicas.delete(holder);
  }

  async retain(): Promise<void> {
    await this.before('retain');
  }

  isHeld(name: string): boolean {
    return (this.leases.get(name)?.expiresAtMs ?? 0) > this.#nowMs();
  }

  /** Gives a lease to somebody else, as if its holder had let it expire. */
  steal(name: string): void {
    const { epoch } = this.leases.get(name)!;
    const expiresAtMs = this.#nowMs() + 60_000;
    this.leases.set(name, {
      name,
      holder: 'thief',
      epoch: epoch + 1,
      expiresAtMs,
    });
  }

  #isOf({ name, holder, epoch }: Lease): boolean {
    const kept = this.leases.get(name);
    return this.isHeld(name) && kept?.holder === holder && kept.epoch === epoch;
  }

  // Not the clock of the keepers: it may be any.
  #nowMs(): number {
    return performance.now() + 1_000_000;
  }
}

import type { Lease, LeaseLostError } from '../leases';
import { shardOf } from '../store';

interface Shard {
  lease: Lease;
  lost: AbortController;
}

/** The shards whose modules this replica judges. */
export class HeldShards {
  readonly #shards = new Map<number, Shard>();

  get numbers(): number[] {
    return [...this.#shards.keys()];
  }

  /** The right to judge a shard; undefined if it was given away. */
  leaseOf(shard: number): Lease | undefined {
    return this.#shards.get(shard)?.lease;
  }

  /** The right to judge a module, while it is the one that it was judged with. */
  isHeld(module: string, lease: Lease): boolean {
    return this.leaseOf(shardOf(module)) === lease;
  }

  /** Holds a shard until aborted, or until somebody else has it: then, its error. */
  async hold(
    shard: number,
    lease: Lease,
    options: { signal: AbortSignal; onHeld: () => void },
  ): Promise<LeaseLostError | undefined> {
    const lost = new AbortController();
    this.#shards.set(shard, { lease, lost });
    options.onHeld();
    await untilAborted(AbortSignal.any([options.signal, lost.signal]));
    if (this.leaseOf(shard) === lease) {
      this.#shards.delete(shard);
    }
    return lost.signal.aborted ? lost.signal.reason : undefined;
  }

  /** Somebody else has a shard. */
  lose(error: LeaseLostError): void {
    for (const [number, { lease, lost }] of this.#shards) {
      if (lease.name === error.lease.name) {
        this.#shards.delete(number);
        lost.abort(error);
      }
    }
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

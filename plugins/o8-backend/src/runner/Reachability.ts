import { ClusterError, type ClusterConnection } from '../clusters';
import { nextBackoffMs, pause, type RunnerTiming } from './timing';

/**
 * Watches whether a cluster answers. While it does not, readers wait here instead of
 * each trying on its own, and what they have open is given up: a cluster that hangs
 * closes nothing by itself.
 */
export class Reachability {
  readonly #connection: ClusterConnection;
  readonly #timing: RunnerTiming;
  readonly #onChange: (error: ClusterError | null) => Promise<void>;
  readonly #random: () => number;
  #open = new AbortController();
  #isOpen = false;
  #wakeReaders: (() => void)[] = [];
  #wakeProbe: (() => void) | undefined;

  constructor(options: {
    connection: ClusterConnection;
    timing: RunnerTiming;
    /** Called after each probe: with null if it answered. */
    onChange: (error: ClusterError | null) => Promise<void>;
    random: () => number;
  }) {
    this.#connection = options.connection;
    this.#timing = options.timing;
    this.#onChange = options.onChange;
    this.#random = options.random;
  }

  /** Probes until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const error = await this.#probe(signal);
      if (signal.aborted) {
        break;
      }
      await this.#onChange(error);
      if (error) {
        this.#close();
        const { retryAfterMs } = error;
        await pause(
          retryAfterMs ?? nextBackoffMs(failures, this.#capped, this.#random()),
          signal,
        );
        failures += 1;
      } else {
        failures = 0;
        this.#letIn();
        await this.#sleepUntilDoubted(signal);
      }
    }
    this.#close();
    this.#wakeReaders.splice(0).forEach(wake => wake());
  }

  /** Resolves once the cluster answers; with a signal that ends when it stops to. */
  async whenOpen(signal: AbortSignal): Promise<AbortSignal> {
    while (!this.#isOpen && !signal.aborted) {
      await new Promise<void>(resolve => this.#wakeReaders.push(resolve));
    }
    return AbortSignal.any([signal, this.#open.signal]);
  }

  /** A reader lost its connection: is the cluster still there? */
  doubt(): void {
    this.#wakeProbe?.();
  }

  async #probe(signal: AbortSignal): Promise<ClusterError | null> {
    const timeout = AbortSignal.timeout(this.#timing.probeTimeoutMs);
    try {
      await this.#connection.probe({
        signal: AbortSignal.any([signal, timeout]),
      });
      return null;
    } catch (error) {
      if (error instanceof ClusterError) {
        return error;
      }
      if (timeout.aborted) {
        return new ClusterError('timeout', 'The cluster does not answer');
      }
      if (signal.aborted) {
        return null;
      }
      // Nothing else is expected here; the loop must outlive it all the same.
      return new ClusterError('failed', 'The cluster could not be asked', {
        cause: error,
      });
    }
  }

  // People wait for it to come back: it is asked at least as often as while it answers.
  get #capped(): Pick<RunnerTiming, 'minBackoffMs' | 'maxBackoffMs'> {
    const { minBackoffMs, probeIntervalMs } = this.#timing;
    return { minBackoffMs, maxBackoffMs: probeIntervalMs };
  }

  async #sleepUntilDoubted(signal: AbortSignal): Promise<void> {
    const doubted = new AbortController();
    this.#wakeProbe = () => doubted.abort();
    await pause(
      this.#timing.probeIntervalMs,
      AbortSignal.any([signal, doubted.signal]),
    );
    this.#wakeProbe = undefined;
    if (doubted.signal.aborted) {
      // Many readers lose their connections at once: that is one doubt.
      await pause(this.#timing.minBackoffMs / 5, signal);
    }
  }

  #letIn(): void {
    if (this.#isOpen) {
      return;
    }
    this.#isOpen = true;
    this.#open = new AbortController();
    this.#wakeReaders.splice(0).forEach(wake => wake());
  }

  #close(): void {
    this.#isOpen = false;
    this.#open.abort();
  }
}

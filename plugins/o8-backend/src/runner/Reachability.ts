import { ClusterError, type ClusterConnection, type Probe } from '../clusters';
import type { RunnerTiming } from '../timing';
import { AwakeTimeout } from './AwakeTimeout';
import { nextBackoffMs, pause } from './timing';

/** What a probe came to: what was found out, or why nothing was. */
export type ProbeResult =
  | { error: null; probe: Probe }
  | { error: ClusterError; probe?: undefined };

/**
 * `closed`: requests pass. `open`: the cluster does not answer, and nobody asks it.
 * `halfOpen`: one probe asks, and everybody else waits for what it finds.
 */
type Circuit = 'closed' | 'open' | 'halfOpen';

/** Failed probes in a row that are forgiven: one lost packet is no outage. */
const MAX_FORGIVEN = 1;
/** The same while the cluster talks to others of us: it is there, and slow, or we are. */
const MAX_FORGIVEN_HEARD = 2;

/**
 * The circuit breaker of a cluster. While the cluster does not answer, readers wait here
 * instead of each trying on its own, and what they have open is given up: a cluster that
 * hangs closes nothing by itself. Only a probe that succeeds lets them in again.
 */
export class Reachability {
  readonly #connection: ClusterConnection;
  readonly #timing: RunnerTiming;
  readonly #onChange: (result: ProbeResult) => Promise<void>;
  readonly #random: () => number;
  #circuit: Circuit = 'halfOpen';
  /** Ends what readers have under way when the circuit opens. */
  #passing = new AbortController();
  #wakeReaders: (() => void)[] = [];
  #wakeProbe: (() => void) | undefined;
  /** Whether readers got anything since the last probe began. */
  #isHeard = false;

  constructor(options: {
    connection: ClusterConnection;
    timing: RunnerTiming;
    /** Called after each probe but a failure that is forgiven. */
    onChange: (result: ProbeResult) => Promise<void>;
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
      const result = await this.#probe(signal);
      if (signal.aborted) {
        break;
      }
      const { error } = result;
      failures = error ? failures + 1 : 0;
      if (error && this.#isForgiven(error, failures)) {
        // After an outage everything would be read again.
        await pause(this.#timing.minBackoffMs, signal);
        continue;
      }
      await this.#onChange(result);
      if (error) {
        this.#open();
        await this.#pauseAfter(error, failures, signal);
        this.#circuit = 'halfOpen';
      } else {
        this.#close();
        await this.#sleepUntilDoubted(signal);
      }
    }
    this.#open();
    this.#wakeReaders.splice(0).forEach(wake => wake());
  }

  /** Resolves once the cluster answers; with a signal that ends when it stops to. */
  async whenReachable(signal: AbortSignal): Promise<AbortSignal> {
    while (this.#circuit !== 'closed' && !signal.aborted) {
      await new Promise<void>(resolve => this.#wakeReaders.push(resolve));
    }
    return AbortSignal.any([signal, this.#passing.signal]);
  }

  /** A reader lost its connection: is the cluster still there? */
  doubt(): void {
    this.#wakeProbe?.();
  }

  /** A reader got something from the cluster. */
  hear(): void {
    this.#isHeard = true;
  }

  async #probe(signal: AbortSignal): Promise<ProbeResult> {
    this.#isHeard = false;
    const timeout = new AwakeTimeout(this.#timing.probeTimeoutMs);
    try {
      const probe = await this.#connection.probe({
        signal: AbortSignal.any([signal, timeout.signal]),
      });
      return { error: null, probe };
    } catch (error) {
      return { error: toProbeError(error, timeout.signal) };
    } finally {
      timeout.end();
    }
  }

  #isForgiven(error: ClusterError, failures: number): boolean {
    if (this.#circuit !== 'closed' || !mayBeHiccup(error)) {
      return false;
    }
    const isTalking = this.#isHeard && error.code === 'timeout';
    return failures <= (isTalking ? MAX_FORGIVEN_HEARD : MAX_FORGIVEN);
  }

  async #pauseAfter(
    { retryAfterMs = 0 }: ClusterError,
    failures: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { minBackoffMs, probeIntervalMs } = this.#timing;
    // People wait for it to come back: it is asked as often as while it answers.
    const capped = { minBackoffMs, maxBackoffMs: probeIntervalMs };
    const backoffMs = nextBackoffMs(failures - 1, capped, this.#random());
    // Never before it says, and not at the same moment as others whom it told the same.
    await pause(retryAfterMs + backoffMs, signal);
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

  #close(): void {
    if (this.#circuit === 'closed') {
      return;
    }
    this.#circuit = 'closed';
    this.#passing = new AbortController();
    this.#wakeReaders.splice(0).forEach(wake => wake());
  }

  #open(): void {
    this.#circuit = 'open';
    this.#passing.abort();
  }
}

// A refusal is meant; silence, or an error, may be over at the next try.
function mayBeHiccup({ code, concernsConnection }: ClusterError): boolean {
  return code === 'failed' || (concernsConnection && code !== 'untrusted');
}

function toProbeError(error: unknown, timeout: AbortSignal): ClusterError {
  if (error instanceof ClusterError) {
    return error;
  }
  return timeout.aborted
    ? new ClusterError('timeout', 'The cluster does not answer')
    : // Nothing else is expected here; the loop must outlive it all the same.
      new ClusterError('failed', 'The cluster could not be asked', {
        cause: error,
      });
}

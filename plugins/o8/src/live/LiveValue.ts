import { loadInTime, TIMEOUT_MS } from './loadInTime';

/** What is known of a value that is asked for again and again. */
export interface LiveState<T> {
  /** The last answer; it stays while the next one loads or fails. */
  value?: T;
  /**
   * When that answer came, ISO 8601. While others that say the same come after it, this
   * stays: nothing is drawn again for them. An error comes with the time of the last one.
   */
  receivedAt?: string;
  /** Why the last attempt failed; absent once one succeeds. */
  error?: Error;
  /** Whether somebody waits: an answer that is there and current is not waited for. */
  isLoading: boolean;
  /** Whether the answer may be taken for what is so now: the last attempt succeeded, not long ago. */
  isCurrent: boolean;
}

/** Options of {@link LiveValue}. */
export interface LiveValueOptions<T> {
  /** An answer that says the same as the one before has to be the same object. */
  load(signal: AbortSignal): Promise<T>;
  /** How long to wait until it is asked for without being told to. */
  getPollMs(): number;
  /** The least time between two requests, however many hints arrive. */
  minIntervalMs?: number;
  /** When to look once more after the first time; 0 where no signals are followed. */
  settleMs?: number;
  /** Below 1; so that many pages do not ask at the same moment. */
  random?: () => number;
}

const DEFAULT_MIN_INTERVAL_MS = 1000;
/** While there is nothing to show, somebody waits for it. */
const RETRY_MS = 5000;
/** After a failure, with an old answer to show. */
const RETRY_WITH_VALUE_MS = 15_000;
/** Until the connection for signals stands, what they say is lost. */
const SETTLE_MS = 5000;
/** Many pages get a hint at the same moment. */
const SPREAD_MS = 500;
/** Part of the time between two polls by which it varies. */
const JITTER = 0.2;
/** Longer than a backend answers from memory what its store does not confirm. */
const SECOND_LOOK_MS = 2000;

// That of timers: somebody may put the clock of the machine back by an hour.
const nowMs = () => performance.now();

/**
 * A value from the backend that several components look at together: one request at
 * a time, asked for while somebody looks and the page is visible.
 */
export class LiveValue<T> {
  readonly #load: LiveValueOptions<T>['load'];
  readonly #getPollMs: LiveValueOptions<T>['getPollMs'];
  readonly #minIntervalMs: number;
  readonly #settleMs: number;
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  #state: LiveState<T> = { isLoading: true, isCurrent: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAtMs = Infinity;
  #startedAtMs = -Infinity;
  #receivedAt: { clockMs: number; timerMs: number } | undefined;
  #settledAtMs = -Infinity;
  #secondLookAtMs = -Infinity;
  /** The time to the next poll, from the last answer. */
  #pauseMs = 0;
  #controller: AbortController | undefined;
  /** Somebody asked while a request was under way, whose answer may be too old. */
  #isWanted = false;
  /** Somebody said that the answer is another one now. */
  #isHinted = false;

  constructor(options: LiveValueOptions<T>) {
    this.#load = options.load;
    this.#getPollMs = options.getPollMs;
    this.#minIntervalMs = options.minIntervalMs ?? DEFAULT_MIN_INTERVAL_MS;
    this.#settleMs = options.settleMs ?? SETTLE_MS;
    this.#random = options.random ?? Math.random;
  }

  /** Whether nobody looks at it. */
  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  readonly getState = (): LiveState<T> => {
    // Nobody polls while nobody looks: an answer grows old without a word.
    if (this.#state.isCurrent && this.#isOld()) {
      this.#state = { ...this.#state, isCurrent: false };
    }
    return this.#state;
  };

  /** When the last answer came, also if it said nothing new, ISO 8601. */
  readonly getCheckedAt = (): string | undefined =>
    this.#receivedAt && new Date(this.#receivedAt.clockMs).toISOString();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#onVisibility);
      window.addEventListener('online', this.refresh);
      this.#settledAtMs = nowMs() + this.#settleMs;
      this.refresh();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#stop();
      }
    };
  };

  /** Asks again, as soon as the least interval allows it. */
  readonly refresh = (): void => {
    this.#schedule(Math.max(nowMs(), this.#startedAtMs + this.#minIntervalMs));
  };

  /**
   * Asks again, because somebody said that the answer is another one: a moment later, as
   * others hear it too. An answer that is none is looked at once more after a while: who
   * answers may not have heard of it yet.
   */
  readonly hint = (): void => {
    this.#isHinted = true;
    const earliestMs = this.#startedAtMs + this.#minIntervalMs;
    const spreadMs = this.#random() * SPREAD_MS;
    this.#schedule(Math.max(nowMs(), earliestMs) + spreadMs);
  };

  readonly #onVisibility = (): void => {
    if (!document.hidden) {
      this.refresh();
    }
  };

  #schedule(atMs: number): void {
    if (this.isIdle || atMs >= this.#dueAtMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#dueAtMs = atMs;
    this.#timer = setTimeout(this.#onDue, Math.max(0, atMs - nowMs()));
  }

  readonly #onDue = (): void => {
    this.#dueAtMs = Infinity;
    if (document.hidden) {
      return; // Becoming visible asks again.
    }
    if (this.#controller) {
      this.#isWanted = true;
      return;
    }
    this.#request();
  };

  async #request(): Promise<void> {
    const controller = new AbortController();
    const isHinted = this.#isHinted;
    const before = this.getState();
    this.#controller = controller;
    this.#startedAtMs = nowMs();
    this.#isWanted = false;
    this.#isHinted = false;
    this.#setState({ ...before, isLoading: !before.isCurrent });
    const answer = await this.#ask(controller);
    if (this.#controller !== controller) {
      return; // Nobody looked any more; a later request may be under way already.
    }
    this.#controller = undefined;
    this.#take(answer);
    if (isHinted && 'value' in answer && answer.value === before.value) {
      this.#secondLookAtMs = Math.max(
        nowMs() + SECOND_LOOK_MS,
        this.#startedAtMs + this.#minIntervalMs,
      );
    }
    this.#planNext();
    if (this.#isWanted) {
      this.refresh();
    }
  }

  async #ask(
    controller: AbortController,
  ): Promise<{ value: T } | { error: Error }> {
    try {
      return { value: await loadInTime(this.#load, controller) };
    } catch (error) {
      return {
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
  }

  #take(answer: { value: T } | { error: Error }): void {
    if ('error' in answer) {
      const { error } = answer;
      const receivedAt = this.getCheckedAt();
      const { value } = this.#state;
      const flags = { isLoading: false, isCurrent: false };
      this.#setState({ value, receivedAt, error, ...flags });
      return;
    }
    this.#receivedAt = { clockMs: Date.now(), timerMs: nowMs() };
    const { value } = answer;
    const isSame = value === this.#state.value;
    const receivedAt = isSame ? this.#state.receivedAt : this.getCheckedAt();
    this.#setState({ value, receivedAt, isLoading: false, isCurrent: true });
  }

  #planNext(): void {
    const jitter = 1 + JITTER * (2 * this.#random() - 1);
    this.#pauseMs = this.#getPollMs() * jitter;
    const { value, error } = this.#state;
    const afterErrorMs = value === undefined ? RETRY_MS : RETRY_WITH_VALUE_MS;
    // Many pages may have failed at the same moment.
    const maxPauseMs = error ? afterErrorMs * jitter : Infinity;
    this.#schedule(nowMs() + Math.min(this.#pauseMs, maxPauseMs));
    [this.#settledAtMs, this.#secondLookAtMs]
      .filter(atMs => atMs > nowMs())
      .forEach(atMs => this.#schedule(atMs));
  }

  // One request may take its time and fail, and the one after it may take its time. By
  // both clocks: timers may stand still while a machine sleeps.
  #isOld(): boolean {
    const { clockMs, timerMs } = this.#receivedAt ?? { clockMs: 0, timerMs: 0 };
    const ageMs = Math.max(Date.now() - clockMs, nowMs() - timerMs);
    return ageMs > this.#pauseMs + 2 * TIMEOUT_MS;
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('online', this.refresh);
    clearTimeout(this.#timer);
    this.#dueAtMs = Infinity;
    this.#secondLookAtMs = -Infinity;
    this.#isHinted = false;
    if (this.#controller) {
      this.#controller.abort();
      this.#controller = undefined;
      // Whoever looks next should not wait because of a request that was dropped.
      this.#startedAtMs = -Infinity;
    }
  }

  #setState(state: LiveState<T>): void {
    if (!isSameState(state, this.#state)) {
      this.#state = state;
    }
    // Also those hear it who show when it was asked for last.
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function isSameState<T>(a: LiveState<T>, b: LiveState<T>): boolean {
  return (
    a.value === b.value &&
    a.receivedAt === b.receivedAt &&
    a.error === b.error &&
    a.isLoading === b.isLoading &&
    a.isCurrent === b.isCurrent
  );
}

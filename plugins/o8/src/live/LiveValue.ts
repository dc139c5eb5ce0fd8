/** What is known of a value that is asked for again and again. */
export interface LiveState<T> {
  /** The last answer; it stays while the next one loads or fails. */
  value?: T;
  /** When that answer came, ISO 8601. */
  receivedAt?: string;
  /** Why the last attempt failed; absent once one succeeds. */
  error?: Error;
  isLoading: boolean;
  /** Whether the answer may be taken for what is so now: the last attempt succeeded, not long ago. */
  isCurrent: boolean;
}

/** Options of {@link LiveValue}. */
export interface LiveValueOptions<T> {
  load(signal: AbortSignal): Promise<T>;
  /** How often to ask without being told to. */
  pollMs: number;
  /** The least time between two requests, however many hints arrive. */
  minIntervalMs?: number;
}

const DEFAULT_MIN_INTERVAL_MS = 1000;
/** While there is nothing to show, somebody waits for it. */
const RETRY_MS = 5000;
/** A request that hangs would keep the answer before it for ever. */
const TIMEOUT_MS = 20_000;

/**
 * A value from the backend that several components look at together: one request at
 * a time, asked for while somebody looks and the page is visible.
 */
export class LiveValue<T> {
  readonly #load: LiveValueOptions<T>['load'];
  readonly #pollMs: number;
  readonly #minIntervalMs: number;
  readonly #listeners = new Set<() => void>();
  #state: LiveState<T> = { isLoading: true, isCurrent: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAtMs = Infinity;
  #startedAtMs = -Infinity;
  #controller: AbortController | undefined;
  /** Somebody asked while a request was under way, whose answer may be too old. */
  #isWanted = false;

  constructor(options: LiveValueOptions<T>) {
    this.#load = options.load;
    this.#pollMs = options.pollMs;
    this.#minIntervalMs = options.minIntervalMs ?? DEFAULT_MIN_INTERVAL_MS;
  }

  /** Whether nobody looks at it. */
  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  readonly getState = (): LiveState<T> => {
    // Nobody polls while nobody looks: an answer grows old without a word.
    if (this.#state.isCurrent && this.#isOld(this.#state)) {
      this.#state = { ...this.#state, isCurrent: false };
    }
    return this.#state;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#onVisibility);
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
    this.#schedule(
      Math.max(Date.now(), this.#startedAtMs + this.#minIntervalMs),
    );
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
    this.#timer = setTimeout(this.#onDue, Math.max(0, atMs - Date.now()));
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
    this.#controller = controller;
    this.#startedAtMs = Date.now();
    this.#isWanted = false;
    this.#setState({ ...this.#state, isLoading: true });
    let next: LiveState<T>;
    try {
      const value = await this.#loadInTime(controller);
      const receivedAt = new Date(Date.now()).toISOString();
      next = { value, receivedAt, isLoading: false, isCurrent: true };
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      next = {
        ...this.#state,
        error: reason,
        isLoading: false,
        isCurrent: false,
      };
    }
    if (this.#controller !== controller) {
      return; // Nobody looked any more; a later request may be under way already.
    }
    this.#controller = undefined;
    this.#setState(next);
    const pauseMs =
      next.value === undefined
        ? Math.min(RETRY_MS, this.#pollMs)
        : this.#pollMs;
    this.#schedule(Date.now() + pauseMs);
    if (this.#isWanted) {
      this.refresh();
    }
  }

  // A race: whether what loads heeds its signal is not for us to trust.
  async #loadInTime(controller: AbortController): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = TIMEOUT_MS / 1000;
        reject(new Error(`The backend did not answer within ${seconds} s`));
        controller.abort();
      }, TIMEOUT_MS);
      // Nobody waits for it any more.
      controller.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    try {
      return await Promise.race([this.#load(controller.signal), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  // One poll may be missed, and the one after it may take its time.
  #isOld({ receivedAt }: LiveState<T>): boolean {
    const maxAgeMs = 2 * this.#pollMs + TIMEOUT_MS;
    return (
      receivedAt === undefined || Date.now() - Date.parse(receivedAt) > maxAgeMs
    );
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
    this.#dueAtMs = Infinity;
    if (this.#controller) {
      this.#controller.abort();
      this.#controller = undefined;
      // Whoever looks next should not wait because of a request that was dropped.
      this.#startedAtMs = -Infinity;
    }
  }

  #setState(state: LiveState<T>): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

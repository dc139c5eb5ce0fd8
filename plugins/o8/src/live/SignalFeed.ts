import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  MODULES_CHANNEL,
  type ModulesSignal,
} from '@orchestr8/backstage-plugin-o8-common';

/** The backend says something at least every 20 s: after this, something was missed. */
const SILENCE_MS = 30_000;
/** All pages lose a backend at the same moment. */
const SILENCE_SPREAD_MS = 5_000;
/** While signals arrive: for what they miss, such as what only grows old. */
const POLL_MS = 60_000;
/** Without them. */
const POLL_WITHOUT_SIGNALS_MS = 15_000;

/** Told the keys of the modules that changed; null stands for all. */
export type SignalListener = (keys: string[] | null) => void;

/** Of an app that has none. */
const NO_SIGNALS: SignalApi = {
  subscribe: () => ({ unsubscribe: () => undefined }),
};

const feeds = new WeakMap<SignalApi, SignalFeed>();

/**
 * The signals of the backend, for all that is shown on a page. Whether they arrive is
 * known from hearing them: Backstage does not say whether the connection stands.
 */
export class SignalFeed {
  readonly #api: SignalApi;
  readonly #listeners = new Set<SignalListener>();
  #subscription: { unsubscribe(): void } | undefined;
  #heardAtMs = -Infinity;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** The feed of an app; without signals it says nothing. */
  static of(api: SignalApi = NO_SIGNALS): SignalFeed {
    const feed = feeds.get(api) ?? new SignalFeed(api);
    feeds.set(api, feed);
    return feed;
  }

  private constructor(api: SignalApi) {
    this.#api = api;
  }

  /** How long to wait until the next look that nobody asks for. */
  readonly getPollMs = (): number =>
    this.#isHeard() ? POLL_MS : POLL_WITHOUT_SIGNALS_MS;

  /** Tells a listener what it hears, until the returned function is called. */
  subscribe(listener: SignalListener): () => void {
    this.#listeners.add(listener);
    this.#subscription ??= this.#api.subscribe(MODULES_CHANNEL, message =>
      this.#onSignal(message),
    );
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#subscription?.unsubscribe();
        this.#subscription = undefined;
        this.#heardAtMs = -Infinity;
        clearTimeout(this.#silence);
      }
    };
  }

  // By the clock, which goes on while a machine sleeps; but one that was put back knows
  // nothing of the time between.
  #isHeard(): boolean {
    const ageMs = Date.now() - this.#heardAtMs;
    return ageMs >= 0 && ageMs < SILENCE_MS;
  }

  #onSignal(message: Partial<ModulesSignal>): void {
    // What was said before the connection stood is lost: the first word stands for it.
    const isKnown = this.#isHeard() && Array.isArray(message.keys);
    const keys = isKnown ? message.keys ?? null : null;
    this.#heardAtMs = Date.now();
    this.#awaitSilence();
    if (keys?.length === 0) {
      return; // It says only that signals arrive.
    }
    this.#tell(keys);
  }

  // A connection that is dead may look alive: what comes after the last word is lost, and
  // the next look may have been planned as if it would be heard.
  #awaitSilence(): void {
    clearTimeout(this.#silence);
    const limitMs = SILENCE_MS + Math.random() * SILENCE_SPREAD_MS;
    this.#silence = setTimeout(() => this.#tell(null), limitMs);
  }

  #tell(keys: string[] | null): void {
    for (const listener of [...this.#listeners]) {
      listener(keys);
    }
  }
}

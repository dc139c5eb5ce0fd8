import { Turns } from './Turns';

/**
 * Pages that are read at once, of all clusters. A page is many megabytes, and takes the
 * whole process for a while; what is behind it, such as the renewal of leases, must not
 * wait for a crowd.
 */
const MAX_PAGES = 2;
/** After which a cluster that does not answer lends its turn to others. */
const LEND_MS = 500;

/**
 * The turn of one page.
 *
 * @alpha
 */
export interface PageTurn {
  /** Waits for an answer, without a turn if that takes long. */
  waitFor<T>(answer: Promise<T>): Promise<T>;
  /** The page has been dealt with. */
  end(): void;
}

/**
 * Lets the clusters of a process read their lists page by page, a few at once.
 *
 * @alpha
 */
export class PageTurns {
  readonly #turns: Turns;
  readonly #lendMs: number;

  constructor(options: { count?: number; lendMs?: number } = {}) {
    this.#turns = new Turns(options.count ?? MAX_PAGES);
    this.#lendMs = options.lendMs ?? LEND_MS;
  }

  /** Waits for a turn. */
  async begin(signal: AbortSignal): Promise<PageTurn> {
    const nothing = () => {};
    let end = await this.#turns.take(signal);
    return {
      waitFor: async answer => {
        const lend = () => {
          end();
          end = nothing;
        };
        const timer = setTimeout(lend, this.#lendMs);
        const answered = await answer.finally(() => clearTimeout(timer));
        if (end === nothing) {
          end = await this.#turns.take(signal);
        }
        return answered;
      },
      end: () => {
        end();
        end = nothing;
      },
    };
  }
}

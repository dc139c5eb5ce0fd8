/** Counts what runs, for those who want to show that something does. */
class RunningTasks {
  readonly #listeners = new Set<() => void>();
  #count = 0;

  /** What the promise says; until then it counts as running. */
  async track<T>(task: Promise<T>): Promise<T> {
    this.#change(1);
    try {
      return await task;
    } finally {
      this.#change(-1);
    }
  }

  readonly isRunning = (): boolean => this.#count > 0;

  /** Calls back at every change; returns how to end that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #change(by: number): void {
    this.#count += by;
    this.#listeners.forEach(listener => listener());
  }
}

/**
 * The checks of names that forms wait for to go on. Validations are no components: this is
 * how the field learns of them.
 */
export const runningValidations = new RunningTasks();

import { performance } from 'node:perf_hooks';

/** Thrown where what follows cannot be tried; it is counted already. */
class Stuck extends Error {}

/**
 * The checks of one runtime: they are named after it, show the last lines of the modules
 * that they are about where they fail, and how long each took.
 */
export class Steps {
  #checks;
  #label;
  #seconds = [];

  constructor(checks, label) {
    this.#checks = checks;
    this.#label = label;
  }

  /** Runs one check; `about` are processes of modules. */
  async run(name, check, about = []) {
    const startMs = performance.now();
    let hasPassed = false;
    const value = await this.#checks.run(
      `${this.#label}: ${name}`,
      async () => {
        try {
          const result = await check();
          hasPassed = true;
          return result;
        } catch (error) {
          const said = about.map(each => each.describe());
          throw new Error([error.message, ...said].join('\n'), {
            cause: error,
          });
        }
      },
    );
    const seconds = (performance.now() - startMs) / 1000;
    this.#seconds.push(`${name}: ${seconds.toFixed(1)} s`);
    return { hasPassed, value };
  }

  /** The same, where nothing can be tried after a failure. */
  async require(name, check, about) {
    const { hasPassed, value } = await this.run(name, check, about);
    if (!hasPassed) {
      throw new Stuck(`${this.#label}: "${name}" has failed`);
    }
    return value;
  }

  skip(name, reason) {
    this.#checks.skip(`${this.#label}: ${name}`, reason);
  }

  /** Runs a sequence of checks as far as it gets; answers whether that is its end. */
  async sequence(run) {
    try {
      await run();
      return true;
    } catch (error) {
      if (!(error instanceof Stuck)) {
        throw error;
      }
      console.log(`    ${error.message}: what comes after it was not tried`);
      return false;
    }
  }

  /** Where the time has gone. */
  describe() {
    return this.#seconds.map(line => `    ${this.#label}: ${line}`).join('\n');
  }
}

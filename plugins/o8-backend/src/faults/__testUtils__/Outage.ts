/** Lets the calls of objects fail for a while, as a database does that is away. */
export class Outage {
  isAway = false;

  /** The same object, whose every method fails during the outage. */
  wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') {
          return value;
        }
        return async (...args: unknown[]) => {
          this.#assertThere();
          const result: unknown = await Reflect.apply(value, target, args);
          // One that was under way when it went is lost, too.
          this.#assertThere();
          return result;
        };
      },
    });
  }

  #assertThere(): void {
    if (this.isAway) {
      throw new Error('connect ECONNREFUSED: the database is away');
    }
  }
}

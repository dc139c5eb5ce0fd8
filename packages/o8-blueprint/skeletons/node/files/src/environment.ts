// o8:file !job|database|nats|kafka
// o8:if database|nats|kafka
import { accessSync, constants } from "node:fs";
// o8:end

/** What is wrong with the environment: all of it, by the names of variables, never their values. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The environment is incomplete: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** Reads variables, and collects what is wrong instead of stopping at the first. */
export class Environment {
  readonly problems: string[] = [];
  readonly #variables: NodeJS.ProcessEnv;

  constructor(variables: NodeJS.ProcessEnv) {
    this.#variables = variables;
  }

  optional(name: string): string | undefined {
    return this.#variables[name] || undefined;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      this.problems.push(`${name} is not set`);
    }
    return value ?? "";
  }

  port(name: string): number {
    const value = this.required(name);
    const port = Number(value);
    if (value && !(/^\d+$/.test(value) && port > 0 && port < 65_536)) {
      this.problems.push(`${name} is no port`);
    }
    return port;
  }
  // o8:if database|kafka

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
    const value = this.required(name);
    if (value && !values.includes(value as Value)) {
      this.problems.push(`${name} is none of ${values.join(", ")}`);
    }
    return value as Value;
  }
  // o8:end
  // o8:if database|nats|kafka

  /** The path of a file that can be read. */
  file(name: string): string {
    const path = this.required(name);
    try {
      if (path) {
        accessSync(path, constants.R_OK);
      }
    } catch {
      this.problems.push(`${name} is no file that can be read`);
    }
    return path;
  }
  // o8:end
  // o8:if nats|kafka

  list(name: string): string[] {
    return this.required(name)
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  // o8:end
  // o8:if consumes

  /** The variables whose names begin so, by the rest of their names; at least one. */
  startingWith(prefix: string): Map<string, string> {
    const found = Object.entries(this.#variables).flatMap(([name, value]) =>
      name.startsWith(prefix) && value
        ? [[name.slice(prefix.length), value] as const]
        : [],
    );
    if (found.length === 0) {
      this.problems.push(`${prefix}* is not set`);
    }
    return new Map(found);
  }
  // o8:end
}

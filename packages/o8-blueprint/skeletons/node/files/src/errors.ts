/** What is needed cannot be reached now: whoever asked may try again. */
export class Unavailable extends Error {
  override name = "Unavailable";

  constructor(what: string, cause: unknown) {
    super(`${what}: ${describe(cause)}`, { cause });
  }
}

/** What an error says. Errors of connections may have a code instead of a message. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message || ("code" in error && String(error.code)) || error.name;
}

// o8:file !job|database|nats|kafka|tracing
import { setTimeout as sleep } from "node:timers/promises";
import { describe } from "./errors.ts";
import { log } from "./log.ts";

/** How what is open is closed, by its name. */
export type Closers = Record<string, () => Promise<unknown>>;

/** Closes all at once, as far as time permits. One that fails does not keep the others open. */
export async function closeAll(
  closers: Closers,
  patienceMs: number,
): Promise<void> {
  const closings = Object.entries(closers).map(async ([what, close]) => {
    try {
      await close();
    } catch (error) {
      log.warn({ error: describe(error), what }, "Not closed well");
    }
  });
  if (!(await isDoneWithin(patienceMs, Promise.all(closings)))) {
    log.warn("Connections are cut off");
  }
}

/** Whether work ends in time; rejects if the work does. */
export async function isDoneWithin(
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const abort = new AbortController();
  try {
    return await Promise.race([
      work.then(() => true),
      sleep(ms, false, { signal: abort.signal }),
    ]);
  } finally {
    abort.abort();
  }
}

// o8:file consumes
// o8:if database
import type { Database } from "../database.ts";
// o8:else
import { log } from "../log.ts";
// o8:end

/** What another module tells. */
export interface ReceivedEvent {
  id: string;
}

/** Handles an event of a source; one that fails comes again, and any may come twice. */
export type Handle = (event: ReceivedEvent, source: string) => Promise<void>;

// o8:if database
/** Remembers which events have come, once each. */
export function createHandle(database: Database): Handle {
  return async ({ id }, source) => {
    await database.query(
      `INSERT INTO received_events (id, source) VALUES ($1, $2)
       ON CONFLICT DO NOTHING`,
      [id, source],
    );
  };
}
// o8:else
/** Logs which events have come. */
export const handle: Handle = async ({ id }, source) => {
  log.info({ id, source }, "An event has come");
};
// o8:end

// o8:file job
// o8:if publishes
import { randomUUID } from "node:crypto";
// o8:end
// o8:if database
import type { Database } from "./database.ts";
// o8:end
// o8:if publishes
import type { Publish } from "./events/publish.ts";
// o8:end
import { log } from "./log.ts";

// o8:if database|publishes
/** What the work is done with. */
export interface Tools {
  // o8:if database
  database: Database;
  // o8:end
  // o8:if publishes
  publish: Publish;
  // o8:end
}

/** The work of this job. Replace it. */
export async function run(tools: Tools): Promise<void> {
  // o8:else
/** The work of this job. Replace it. */
export async function run(): Promise<void> {
  // o8:end
  // o8:if database
  const [row] = await tools.database.query<{ now: Date }>("SELECT now()");
  log.info({ databaseTime: row?.now }, "The database answers");
  // o8:end
  // o8:if publishes
  const visitedAt = new Date().toISOString();
  await tools.publish({ id: randomUUID(), visitedAt });
  // o8:end
  log.info("The work is done");
}

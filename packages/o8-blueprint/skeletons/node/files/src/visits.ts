// o8:file service+database|service+publishes
import { randomUUID } from "node:crypto";
// o8:if database
import type { Database } from "./database.ts";
// o8:end
// o8:if publishes
import type { Publish } from "./events/publish.ts";
// o8:end

/** That somebody was here. */
export interface Visit {
  id: string;
  visitedAt: string;
}

/** The example of this module: it stores nothing that callers say. Replace it. */
export interface Visits {
  add: () => Promise<Visit>;
  // o8:if database
  summary: () => Promise<{ count: number; latest: Visit[] }>;
  // o8:end
}

/** What visits are stored with, and told by. */
export interface VisitTools {
  // o8:if database
  database: Database;
  // o8:end
  // o8:if publishes
  publish: Publish;
  // o8:end
}

/** Visits of which others can ask. */
export function createVisits(tools: VisitTools): Visits {
  return {
    add: () => addVisit(tools),
    // o8:if database
    summary: () => summarize(tools.database),
    // o8:end
  };
}

// o8:if database+publishes
async function addVisit({ database, publish }: VisitTools): Promise<Visit> {
  // o8:end
  // o8:if database+!publishes
async function addVisit({ database }: VisitTools): Promise<Visit> {
  // o8:end
  // o8:if !database
async function addVisit({ publish }: VisitTools): Promise<Visit> {
  // o8:end
  const visit = { id: randomUUID(), visitedAt: new Date().toISOString() };
  // o8:if database
  await database.transaction(async (query) => {
    await query("INSERT INTO visits (id, visited_at) VALUES ($1, $2)", [
      visit.id,
      visit.visitedAt,
    ]);
    // o8:if publishes
    // Before COMMIT: an event may tell of a visit that is not stored, but no visit is
    // left untold. Where the former matters, store events in an outbox table with the
    // visit, and publish from there.
    await publish(visit);
    // o8:end
  });
  // o8:else
  await publish(visit);
  // o8:end
  return visit;
}
// o8:if database

async function summarize({ query }: Database) {
  const [total] = await query<{ count: number }>(
    "SELECT count(*)::int AS count FROM visits",
  );
  const rows = await query<{ id: string; visited_at: Date }>(
    "SELECT id, visited_at FROM visits ORDER BY visited_at DESC LIMIT 10",
  );
  return {
    count: total?.count ?? 0,
    latest: rows.map(({ id, visited_at }) => ({
      id,
      visitedAt: visited_at.toISOString(),
    })),
  };
}
// o8:end

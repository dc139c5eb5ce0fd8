// o8:file database
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import pg from "pg";
import { clientConfig } from "./database.ts";
import { describe } from "./errors.ts";
import { log } from "./log.ts";
import { readDatabaseSettings, type DatabaseSettings } from "./settings.ts";

const PATIENCE_MS = 60_000;
const DIRECTORY = fileURLToPath(new URL("../migrations", import.meta.url));

async function connect(settings: DatabaseSettings): Promise<pg.Client> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client(clientConfig(settings));
    client.on("error", (error) => log.error({ error }, "The database is lost"));
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (Date.now() > deadline) {
        throw error;
      }
      log.warn(
        { error: describe(error) },
        "The database cannot be reached yet",
      );
    }
    await sleep(1_000);
  }
}

async function migrate(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ schema: string | null }>(
    "SELECT current_schema() AS schema",
  );
  const schema = rows[0]?.schema;
  if (!schema) {
    throw new Error("No schema of the search path exists");
  }
  const done = await runner({
    dbClient: client,
    dir: DIRECTORY,
    direction: "up",
    migrationsTable: "pgmigrations",
    // Otherwise the table would be in "public", whatever the search path says.
    migrationsSchema: schema,
    // Pods of two versions may start at once.
    advisoryLockMode: "wait",
    logger: log,
  });
  log.info({ migrations: done.map(({ name }) => name) }, "Migrated");
}

try {
  const client = await connect(readDatabaseSettings(process.env));
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
} catch (error) {
  log.error({ error }, "Not migrated");
  process.exitCode = 1;
}

// o8:file database
import { readFileSync } from "node:fs";
// o8:if tracing
import { SpanKind } from "@opentelemetry/api";
// o8:end
import pg from "pg";
import { describe, Unavailable } from "./errors.ts";
import { log } from "./log.ts";
import { retryForever } from "./retry.ts";
import type { DatabaseSettings } from "./settings.ts";
// o8:if tracing
import { inSpan } from "./tracing.ts";
// o8:end

/** Runs one statement. */
export type Query = <Row extends pg.QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/** Runs statements in a transaction, which is committed if the work succeeds. */
export type Transaction = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

/** The database, as the rest of the module sees it. */
export interface Database {
  query: Query;
  transaction: Transaction;
  close: () => Promise<void>;
}

class ConnectionLost extends Unavailable {}

/** A pool of connections, which are made when they are needed. */
export function createDatabase(settings: DatabaseSettings): Database {
  const pool = new pg.Pool({
    ...clientConfig(settings),
    max: settings.poolSize,
    statement_timeout: 10_000,
    // Of this side: a server that is gone without a word times nothing out.
    query_timeout: 12_000,
  });
  pool.on("error", (error) => {
    log.warn(
      { error: describe(error) },
      "An idle connection to the database is lost",
    );
  });
  return {
    query: (text, values) =>
      withClient(pool, (client) => run(client, text, values)),
    transaction: (work) => withClient(pool, (client) => commit(client, work)),
    close: () => pool.end(),
  };
}

/** Waits for a database, however long it takes. */
export async function reach(
  database: Database,
  signal?: AbortSignal,
): Promise<void> {
  await retryForever(() => database.query("SELECT 1"), {
    firstMs: 250,
    maxMs: 10_000,
    signal,
    onFailure: (error) =>
      log.warn(
        { error: describe(error) },
        "The database cannot be reached yet",
      ),
  });
}

/** How a client connects. */
export function clientConfig({
  sslMode,
  caFile,
  poolSize: _,
  ...connection
}: DatabaseSettings): pg.ClientConfig {
  return {
    ...connection,
    ssl: toTls(sslMode, caFile),
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  };
}

function toTls(
  sslMode: DatabaseSettings["sslMode"],
  caFile: string | undefined,
): pg.ClientConfig["ssl"] {
  if (sslMode === "disable") {
    return false;
  }
  // "require" is encryption with whoever answers: there is no certificate to compare with.
  return caFile ? { ca: readFileSync(caFile) } : { rejectUnauthorized: false };
}

async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new Unavailable("The database cannot be reached", error);
  });
  // A connection that breaks while it is in use also fails the statement that waits for it.
  const ignore = () => {};
  client.on("error", ignore);
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    broken = error instanceof ConnectionLost;
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

async function commit<T>(
  client: pg.PoolClient,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  await run(client, "BEGIN");
  try {
    const result = await work((text, values) => run(client, text, values));
    await run(client, "COMMIT");
    return result;
  } catch (error) {
    if (!(error instanceof ConnectionLost)) {
      await run(client, "ROLLBACK");
    }
    throw error;
  }
}

async function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  text: string,
  values?: unknown[],
): Promise<Row[]> {
  try {
    // o8:if tracing
    const { rows } = await inSpan(toSpan(text), () =>
      client.query<Row>(text, values),
    );
    // o8:else
    const { rows } = await client.query<Row>(text, values);
    // o8:end
    return rows;
  } catch (error) {
    throw isConnectionLost(error)
      ? new ConnectionLost("The database is lost", error)
      : error;
  }
}

/** Classes 08, 53 and 57P: connections, resources, shutdown. 25006: what was the primary is one no more. */
function isConnectionLost(error: unknown): boolean {
  return (
    !(error instanceof pg.DatabaseError) ||
    /^(08|53|57P|25006)/.test(error.code ?? "")
  );
}
// o8:if tracing

/** Statements have parameters, so their texts say nothing of callers. */
function toSpan(text: string) {
  const [operation = ""] = text.split(/\s/, 1);
  return {
    name: operation,
    kind: SpanKind.CLIENT,
    attributes: {
      "db.system.name": "postgresql",
      "db.operation.name": operation,
      "db.query.text": text,
    },
  };
}
// o8:end

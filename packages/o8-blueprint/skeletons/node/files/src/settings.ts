// o8:file !job|database|nats|kafka
import { Environment, EnvironmentError } from "./environment.ts";

// o8:if !job
/** Where the platform asks how this module does. Paths may be equal to one another. */
export const PATHS = {
  startup: "/livez", // o8:value startupPath
  liveness: "/livez", // o8:value livenessPath
  readiness: "/readyz", // o8:value readinessPath
  metrics: "/metrics", // o8:value metricsPath
};
// o8:end

// o8:if publishes
/** What this module tells: a part of the names of variables. */
export const PUBLISHED_EVENT = "VISITS"; // o8:value publishedEvent
// o8:end

/** What the platform says, checked once at the start. */
export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads all settings.
 *
 * @throws EnvironmentError that names all that is missing or wrong.
 */
export function readSettings(variables: NodeJS.ProcessEnv) {
  const environment = new Environment(variables);
  const settings = {
    // o8:if !job
    port: environment.port("PORT"),
    // o8:end
    // o8:if metrics-port+!job
    // Apart from what callers reach.
    metricsPort: 9464, // o8:value metricsPort
    // o8:end
    // o8:if database
    database: readDatabase(environment),
    // o8:end
    // o8:if nats|kafka
    bus: readBus(environment),
    // o8:end
  };
  throwProblems(environment);
  return settings;
}

function throwProblems({ problems }: Environment): void {
  if (problems.length > 0) {
    throw new EnvironmentError(problems);
  }
}
// o8:if database

/** What migrations need of the settings; they are checked in the same way. */
export function readDatabaseSettings(
  variables: NodeJS.ProcessEnv,
): DatabaseSettings {
  const environment = new Environment(variables);
  const settings = readDatabase(environment);
  throwProblems(environment);
  return settings;
}

/** How to reach PostgreSQL, in the words of its own clients. */
export type DatabaseSettings = ReturnType<typeof readDatabase>;

function readDatabase(environment: Environment) {
  const sslMode = environment.oneOf("PGSSLMODE", [
    "disable",
    "require",
    "verify-full",
  ]);
  return {
    host: environment.required("PGHOST"),
    port: environment.port("PGPORT"),
    database: environment.required("PGDATABASE"),
    user: environment.required("PGUSER"),
    password: environment.required("PGPASSWORD"),
    // Says which schema tables are in.
    options: environment.optional("PGOPTIONS"),
    poolSize: 5, // o8:value poolSize
    sslMode,
    caFile:
      sslMode === "verify-full" ? environment.file("PGSSLROOTCERT") : undefined,
  };
}
// o8:end
// o8:if nats

/** How to reach NATS, and which streams this module uses. They exist already. */
export type BusSettings = ReturnType<typeof readBus>;

function readBus(environment: Environment) {
  return {
    url: environment.required("NATS_URL"),
    credsFile:
      environment.optional("NATS_CREDS") && environment.file("NATS_CREDS"),
    // o8:if publishes
    stream: environment.required(`NATS_STREAM_${PUBLISHED_EVENT}`),
    subject: toSubject(environment.list(`NATS_SUBJECTS_${PUBLISHED_EVENT}`)),
    // o8:end
    // o8:if consumes
    consumer: environment.required("NATS_CONSUMER"),
    /** Streams by their sources. */
    consumed: environment.startingWith("NATS_CONSUMED_STREAM_"),
    // o8:end
  };
}
// o8:if publishes

/** A subject to publish to: a stream may take in whole trees of them. */
function toSubject([first = ""]: string[]): string {
  return first
    .split(".")
    .map((token) => (token === "*" || token === ">" ? "visited" : token))
    .join(".");
}
// o8:end
// o8:end
// o8:if kafka

/** How to reach Kafka, and which topics this module uses. They exist already. */
export type BusSettings = ReturnType<typeof readBus>;

function readBus(environment: Environment) {
  return {
    brokers: environment.list("KAFKA_BOOTSTRAP_SERVERS"),
    tls: readTls(environment),
    // o8:if publishes
    topic: environment.required(`KAFKA_TOPIC_${PUBLISHED_EVENT}`),
    // o8:end
    // o8:if consumes
    group: environment.required("KAFKA_GROUP_ID"),
    /** Topics by their sources. */
    consumed: environment.startingWith("KAFKA_CONSUMED_TOPIC_"),
    // o8:end
  };
}

function readTls(environment: Environment) {
  if (environment.optional("KAFKA_SECURITY_PROTOCOL") === undefined) {
    return undefined;
  }
  environment.oneOf("KAFKA_SECURITY_PROTOCOL", ["SSL"]);
  return {
    caFile: environment.file("KAFKA_SSL_CA_LOCATION"),
    certificateFile: environment.file("KAFKA_SSL_CERTIFICATE_LOCATION"),
    keyFile: environment.file("KAFKA_SSL_KEY_LOCATION"),
  };
}
// o8:end

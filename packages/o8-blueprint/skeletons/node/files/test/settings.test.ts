// o8:file !job|database|nats|kafka
import assert from "node:assert/strict";
import { test } from "node:test";
import { EnvironmentError } from "../src/environment.ts";
// o8:if publishes
import { PUBLISHED_EVENT, readSettings } from "../src/settings.ts";
// o8:else
import { readSettings } from "../src/settings.ts";
// o8:end

const COMPLETE = {
  // o8:if !job
  PORT: "8080",
  // o8:end
  // o8:if database
  PGHOST: "db",
  PGPORT: "5432",
  PGDATABASE: "visits",
  PGUSER: "visits",
  PGPASSWORD: "a secret",
  PGSSLMODE: "require",
  PGOPTIONS: "-c search_path=visits",
  // o8:end
  // o8:if nats
  NATS_URL: "tls://bus:4222",
  // o8:if publishes
  [`NATS_STREAM_${PUBLISHED_EVENT}`]: "MODULE_VISITS",
  [`NATS_SUBJECTS_${PUBLISHED_EVENT}`]: "module.*.visits.>,module.all",
  // o8:end
  // o8:if consumes
  NATS_CONSUMER: "module",
  NATS_CONSUMED_STREAM_BANK__PAID: "BANK_PAID",
  // o8:end
  // o8:end
  // o8:if kafka
  KAFKA_BOOTSTRAP_SERVERS: "one:9092, two:9092",
  // o8:if publishes
  [`KAFKA_TOPIC_${PUBLISHED_EVENT}`]: "module.visits",
  // o8:end
  // o8:if consumes
  KAFKA_GROUP_ID: "module",
  KAFKA_CONSUMED_TOPIC_BANK__PAID: "bank.paid",
  // o8:end
  // o8:end
};

function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    readSettings(variables);
    return [];
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.problems;
  }
}

test("a complete environment is read", () => {
  const settings = readSettings(COMPLETE);
  // o8:if !job
  assert.equal(settings.port, 8080);
  // o8:end
  // o8:if database
  assert.equal(settings.database.port, 5432);
  assert.equal(settings.database.options, "-c search_path=visits");
  // o8:end
  // o8:if nats+publishes
  assert.equal(settings.bus.subject, "module.visited.visits.visited");
  // o8:end
  // o8:if nats+consumes
  assert.deepEqual([...settings.bus.consumed], [["BANK__PAID", "BANK_PAID"]]);
  // o8:end
  // o8:if kafka
  assert.deepEqual(settings.bus.brokers, ["one:9092", "two:9092"]);
  assert.equal(settings.bus.tls, undefined);
  // o8:end
  // o8:if kafka+consumes
  assert.deepEqual([...settings.bus.consumed], [["BANK__PAID", "bank.paid"]]);
  // o8:end
});

test("all that is missing is told at once", () => {
  const problems = problemsOf({}).join("\n");
  const names = Object.keys(COMPLETE).filter((name) => name !== "PGOPTIONS");
  for (const name of names) {
    assert.match(problems, new RegExp(name.replace(/BANK.*/, "")));
  }
});
// o8:if !job

test("a port is a number in range", () => {
  for (const PORT of ["0", "65536", "1.5", "http", "-1"]) {
    const problems = problemsOf({ ...COMPLETE, PORT });
    assert.deepEqual(problems, ["PORT is no port"]);
  }
});
// o8:end
// o8:if database

test("values are not told, which may be secret", () => {
  const problems = problemsOf({ ...COMPLETE, PGPORT: "", PGSSLMODE: "prefer" });
  assert.equal(problems.length, 2);
  assert.doesNotMatch(problems.join(), /a secret|prefer$/);
});

test("verify-full needs a certificate to compare with", () => {
  const variables = { ...COMPLETE, PGSSLMODE: "verify-full" };
  assert.deepEqual(problemsOf(variables), ["PGSSLROOTCERT is not set"]);
  assert.deepEqual(problemsOf({ ...variables, PGSSLROOTCERT: "/none" }), [
    "PGSSLROOTCERT is no file that can be read",
  ]);
  const file = import.meta.filename;
  assert.deepEqual(problemsOf({ ...variables, PGSSLROOTCERT: file }), []);
});
// o8:end
// o8:if kafka

test("certificates come all together", () => {
  const problems = problemsOf({ ...COMPLETE, KAFKA_SECURITY_PROTOCOL: "SSL" });
  assert.deepEqual(problems, [
    "KAFKA_SSL_CA_LOCATION is not set",
    "KAFKA_SSL_CERTIFICATE_LOCATION is not set",
    "KAFKA_SSL_KEY_LOCATION is not set",
  ]);
});
// o8:end

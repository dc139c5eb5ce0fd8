// o8:file !job
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { register } from "prom-client";
// o8:if service+database|service+publishes
import { Unavailable } from "../src/errors.ts";
// o8:end
// o8:if metrics-port
import { createApp, createMetricsApp } from "../src/http/app.ts";
// o8:else
import { createApp } from "../src/http/app.ts";
// o8:end
// o8:if service
import { routes } from "../src/http/routes.ts";
// o8:end
import { log } from "../src/log.ts";
import { PATHS } from "../src/settings.ts";

log.level = "silent";
const lifecycle = { isReady: true, isDraining: false, requestsAtHand: 0 };
// o8:if service+database|service+publishes
const VISIT = { id: "1", visitedAt: "2030-01-01T00:00:00.000Z" };
let failure: Error | undefined;
// o8:end

// o8:if service+database|service+publishes
const visits = {
  add: async () => {
    if (failure) {
      throw failure;
    }
    return VISIT;
  },
  // o8:if database
  summary: async () => ({ count: 1, latest: [VISIT] }),
  // o8:end
};
const app = await createApp(lifecycle, routes(visits));
// o8:end
// o8:if service+!database+!publishes
const app = await createApp(lifecycle, routes);
// o8:end
// o8:if worker
const app = await createApp(lifecycle);
// o8:end
// o8:if metrics-port
const metricsApp = await createMetricsApp();
// o8:else
const metricsApp = app;
// o8:end

beforeEach(() => {
  lifecycle.isReady = true;
  lifecycle.isDraining = false;
  // o8:if service+database|service+publishes
  failure = undefined;
  // o8:end
  register.resetMetrics();
});

test("a process that works is alive, also when it is not ready", async () => {
  lifecycle.isReady = false;
  const paths = [PATHS.startup, PATHS.liveness].filter(
    (path) => path !== PATHS.readiness,
  );
  for (const path of paths) {
    assert.equal((await app.inject(path)).statusCode, 200);
  }
});

test("it is ready once it has reached what it needs, until it ends", async () => {
  assert.equal((await app.inject(PATHS.readiness)).statusCode, 200);
  lifecycle.isReady = false;
  assert.equal((await app.inject(PATHS.readiness)).statusCode, 503);
  lifecycle.isReady = true;
  lifecycle.isDraining = true;
  const answer = await app.inject(PATHS.readiness);
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.headers.connection, "close");
});

test("unknown routes and methods are told of", async () => {
  const unknown = await app.inject("/unknown?a=b");
  assert.equal(unknown.statusCode, 404);
  assert.deepEqual(unknown.json(), { error: "Not found" });
  const refused = await app.inject({ method: "DELETE", url: PATHS.readiness });
  assert.equal(refused.statusCode, 405);
  assert.equal(refused.headers.allow, "GET, HEAD");
});

test("requests are measured, but for probes and metrics", async () => {
  await app.inject(PATHS.readiness);
  await app.inject({ method: "PROPFIND" as "GET", url: "/unknown/1" });
  const { statusCode, body } = await metricsApp.inject(PATHS.metrics);
  assert.equal(statusCode, 200);
  const counts = body
    .split("\n")
    .filter((line) => line.includes("duration_seconds_count"));
  assert.deepEqual(counts, [
    'http_server_request_duration_seconds_count{http_request_method="_OTHER",http_route="",http_response_status_code="404"} 1',
  ]);
});
// o8:if service

test("the module says its name, to HEAD too", async () => {
  const answer = await app.inject("/");
  assert.deepEqual(answer.json(), { module: "o8-module" });
  const head = await app.inject({ method: "HEAD", url: "/" });
  assert.equal(head.statusCode, 200);
  assert.equal(head.body, "");
});
// o8:end
// o8:if service+database|service+publishes

test("a visit is added, whatever is sent", async () => {
  const answer = await app.inject({
    method: "POST",
    url: "/visits",
    headers: { "content-type": "application/json" },
    payload: "{",
  });
  assert.equal(answer.statusCode, 201);
  assert.deepEqual(answer.json(), VISIT);
});

test("bodies are limited", async () => {
  const payload = "a".repeat(100_000);
  const answer = await app.inject({ method: "POST", url: "/visits", payload });
  assert.equal(answer.statusCode, 413);
});
// o8:if database

test("visits are summed up", async () => {
  const answer = await app.inject("/visits");
  assert.deepEqual(answer.json(), { count: 1, latest: [VISIT] });
});
// o8:end

test("callers may try again when something is away", async () => {
  failure = new Unavailable("The database at 10.0.0.1", new Error("refused"));
  const answer = await app.inject({ method: "POST", url: "/visits" });
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.headers["retry-after"], "1");
  assert.doesNotMatch(answer.body, /10\.0\.0\.1/);
});

test("callers learn nothing of what went wrong here", async () => {
  failure = new Error("relation visits does not exist");
  const answer = await app.inject({ method: "POST", url: "/visits" });
  assert.equal(answer.statusCode, 500);
  assert.deepEqual(answer.json(), { error: "Internal error" });
});
// o8:end
